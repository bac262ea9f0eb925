import type { SampleImage } from '../../../core/shared/index.ts';

/** A picture on the bench: where it came from, its bytes once they are here, and what its label says if it has one. */
export interface Picture {
  name: string;
  bytes: Blob;
  /** What it shows, according to the set it came from. */
  label: string | null;
}

const picturesIn = (files: Iterable<File>): Picture[] =>
  [...files].map((file) => ({ name: file.name || 'pasted picture', bytes: file, label: null }));

/** The first file of a drop, paste or choice. Whether it is a picture is for the service to say. */
export const firstPicture = (files: Iterable<File> | null | undefined): Picture | null =>
  files ? (picturesIn(files)[0] ?? null) : null;

/** Where a shipped picture is served. */
export const sampleUrl = (path: string): string => `/images/${path.split('/').map(encodeURIComponent).join('/')}`;

/** Fetches a shipped picture's bytes. */
export async function loadSample({ path, label }: SampleImage): Promise<Picture> {
  const response = await fetch(sampleUrl(path));
  if (!response.ok) throw new Error(`The sample ${path} could not be loaded (status ${response.status}).`);
  return { name: path.split('/').at(-1) ?? path, bytes: await response.blob(), label };
}

/** The size of a picture in words: `48 KB`, `1.2 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Takes turns between the classes, so that the first row of samples is not all bread. */
export function interleave(images: readonly SampleImage[]): SampleImage[] {
  const byLabel = Map.groupBy(images, ({ label }) => label);
  const piles = [...byLabel.values()];
  const longest = Math.max(0, ...piles.map((pile) => pile.length));
  return Array.from({ length: longest }, (_, i) => piles.flatMap((pile) => pile[i] ?? [])).flat();
}
