import { ExpositionError } from '../scrape/index.ts';

/** A line of text format is some hundred characters; a longer one than this is no text format. */
const LONGEST_LINE = 1_000_000;

export interface Lines {
  /** Whole lines, each with its newline but perhaps the very last. */
  text: string;
  /** Number of the first of them, from 1. */
  firstLine: number;
}

/**
 * UTF-8 text that comes in pieces cut anywhere, as pieces of whole lines. Throws `ExpositionError` at what is not UTF-8 and at
 * a line without end.
 */
export async function* wholeLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Lines> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let firstLine = 1;

  const decode = (piece?: Uint8Array): string => {
    try {
      return utf8.decode(piece, { stream: piece !== undefined });
    } catch {
      throw new ExpositionError(firstLine, 'there is something that is not UTF-8 in this line or soon after it');
    }
  };

  for await (const piece of pieces) {
    const decoded = decode(piece);
    const end = decoded.lastIndexOf('\n') + 1;
    if (end === 0) {
      rest += decoded;
      if (rest.length > LONGEST_LINE) throw new ExpositionError(firstLine, 'the line has no end');
      continue;
    }
    const text = rest + decoded.slice(0, end);
    rest = decoded.slice(end);
    yield { text, firstLine };
    firstLine += countNewlines(text);
  }
  const text = rest + decode();
  if (text !== '') yield { text, firstLine };
}

function countNewlines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
