import { describe, expect, it } from 'vitest';
import { type Lines, wholeLines } from './whole-lines.ts';

async function linesOf(...pieces: (string | Uint8Array)[]): Promise<Lines[]> {
  async function* bytes() {
    for (const piece of pieces) yield typeof piece === 'string' ? Buffer.from(piece) : piece;
  }
  const lines: Lines[] = [];
  for await (const some of wholeLines(bytes())) lines.push(some);
  return lines;
}

describe('text that comes in pieces', () => {
  it('is given on in whole lines, numbered', async () => {
    expect(await linesOf('a 1\nb', ' 2\nc 3\nd ', '4', '\ne')).toEqual([
      { text: 'a 1\n', firstLine: 1 },
      { text: 'b 2\nc 3\n', firstLine: 2 },
      { text: 'd 4\n', firstLine: 4 },
      { text: 'e', firstLine: 5 },
    ]);
  });

  it('may be cut within a character', async () => {
    const [first, second] = [Buffer.from('a{b="é"} 1\n').subarray(0, 6), Buffer.from('a{b="é"} 1\n').subarray(6)];
    expect(await linesOf(first, second)).toEqual([{ text: 'a{b="é"} 1\n', firstLine: 1 }]);
  });

  it('is refused where it is not UTF-8, with the line', async () => {
    await expect(linesOf('a 1\n', Uint8Array.of(0x61, 0xff))).rejects.toThrow(/^line 2: .*UTF-8/);
  });

  it('is refused where a line has no end', async () => {
    await expect(linesOf('a 1\n', 'x'.repeat(1_000_001))).rejects.toThrow('line 2: the line has no end');
  });
});
