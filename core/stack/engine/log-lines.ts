/** One line that a container wrote. */
export interface LogLine {
  stream: 'stdout' | 'stderr';
  /** When, as the engine noted it (RFC 3339 with nanoseconds); empty where it did not. */
  at: string;
  text: string;
}

const headerBytes = 8;

/**
 * Takes apart what the engine sends for the logs of a container without a terminal: frames of eight bytes (stream,
 * three zeros, length as big-endian 32 bits) and the text. A frame cut short at the end is left out.
 * Source: "Stream format" of POST /containers/{id}/attach in Docker's API reference.
 */
export function readLogFrames(bytes: Buffer): LogLine[] {
  const texts = { stdout: '', stderr: '' };
  const lines: LogLine[] = [];
  let at = 0;
  while (at + headerBytes <= bytes.length) {
    const stream = bytes[at] === 2 ? 'stderr' : 'stdout';
    const end = at + headerBytes + bytes.readUInt32BE(at + 4);
    if (end > bytes.length) break;
    const parts = (texts[stream] + bytes.toString('utf8', at + headerBytes, end)).split('\n');
    texts[stream] = parts.pop()!;
    for (const part of parts) lines.push(toLine(stream, part));
    at = end;
  }
  for (const stream of ['stdout', 'stderr'] as const)
    if (texts[stream] !== '') lines.push(toLine(stream, texts[stream]));
  return lines;
}

/** Colours and cursor movements of a terminal mean nothing here. */
// oxlint-disable-next-line no-control-regex
const escapes = /\u001b\[[0-9;?]*[A-Za-z]/g;

function toLine(stream: LogLine['stream'], said: string): LogLine {
  const stamped = /^(\d{4}-\d\d-\d\dT\S+) (.*)$/s.exec(said);
  const text = (stamped?.[2] ?? said).replace(escapes, '').replace(/\r$/, '');
  return { stream, at: stamped?.[1] ?? '', text };
}
