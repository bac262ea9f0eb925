/** The parts of an image's name. The tag may be a digest: "sha256:…". */
export interface ImageReference {
  repository: string;
  tag: string;
}

/**
 * Splits `ghcr.io/google/cadvisor:v0.60.5` or `prom/prometheus@sha256:…`. Without either the tag is `latest`. Null for
 * what is no name of an image.
 */
export function parseImageReference(text: string): ImageReference | null {
  const name = String.raw`[a-z0-9]+(?:[._-]+[a-z0-9]+)*`;
  const host = String.raw`(?:[A-Za-z0-9.-]+(?::\d+)?/)?`;
  const whole = new RegExp(
    `^(${host}${name}(?:/${name})*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`,
  );
  const parts = whole.exec(text);
  return parts ? { repository: parts[1]!, tag: parts[3] ?? parts[2] ?? 'latest' } : null;
}
