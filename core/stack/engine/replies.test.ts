import { describe, expect, it } from 'vitest';
import { parseImageReference } from './image-reference.ts';
import { readLogFrames } from './log-lines.ts';
import { createPullMeter } from './pull-progress.ts';

const digest = `sha256:${'0'.repeat(64)}`;

it.each([
  { text: 'prom/prometheus:v3.13.2', reference: { repository: 'prom/prometheus', tag: 'v3.13.2' } },
  { text: 'ghcr.io/google/cadvisor:v0.60.5', reference: { repository: 'ghcr.io/google/cadvisor', tag: 'v0.60.5' } },
  { text: 'localhost:5000/a/b', reference: { repository: 'localhost:5000/a/b', tag: 'latest' } },
  { text: `prom/prometheus@${digest}`, reference: { repository: 'prom/prometheus', tag: digest } },
  { text: `prom/prometheus:v3@${digest}`, reference: { repository: 'prom/prometheus', tag: digest } },
  { text: 'prom/UPPER', reference: null },
  { text: 'two words', reference: null },
  { text: '', reference: null },
])('the image "$text" is $reference', ({ text, reference }) => {
  expect(parseImageReference(text)).toEqual(reference);
});

describe('the frames of a log', () => {
  const frame = (stream: number, text: string) => {
    const header = Buffer.alloc(8);
    header[0] = stream;
    header.writeUInt32BE(Buffer.byteLength(text), 4);
    return Buffer.concat([header, Buffer.from(text)]);
  };

  it('become lines with their stream and time', () => {
    const bytes = Buffer.concat([
      frame(1, '2026-11-28T18:00:00.000000001Z first\n'),
      frame(2, '2026-11-28T18:00:01.000000001Z \u001b[31mbad\u001b[0m\r\n'),
    ]);
    expect(readLogFrames(bytes)).toEqual([
      { stream: 'stdout', at: '2026-11-28T18:00:00.000000001Z', text: 'first' },
      { stream: 'stderr', at: '2026-11-28T18:00:01.000000001Z', text: 'bad' },
    ]);
  });

  it('are put together where a line is in several, and left out where the last is cut short', () => {
    const bytes = Buffer.concat([
      frame(1, 'one '),
      frame(1, 'line\nand '),
      frame(1, 'another'),
      frame(1, 'lost').subarray(0, 10),
    ]);
    expect(readLogFrames(bytes).map(({ text }) => text)).toEqual(['one line', 'and another']);
  });
});

it('a pull is measured by its layers, those that were there already among them', () => {
  const measure = createPullMeter();
  measure({ status: 'Pulling from library/thing', id: '1' });
  measure({ status: 'Already exists', id: 'a' });
  measure({ status: 'Pulling fs layer', id: 'b' });
  measure({ status: 'Pulling fs layer', id: 'c' });
  expect(measure({ status: 'Downloading', id: 'b', progressDetail: { current: 10, total: 40 } })).toEqual({
    layers: 3,
    layersDone: 1,
    bytes: 10,
    totalBytes: 40,
  });
  measure({ status: 'Download complete', id: 'b' });
  measure({ status: 'Extracting', id: 'b', progressDetail: { current: 1, total: 40 } });
  expect(measure({ status: 'Pull complete', id: 'b' })).toEqual({
    layers: 3,
    layersDone: 2,
    bytes: 40,
    totalBytes: 40,
  });
});
