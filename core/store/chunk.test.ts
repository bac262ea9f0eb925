import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkCount, decodeChunk, sampleColumns } from './chunk-reader.ts';
import { ChunkWriter } from './chunk-writer.ts';

type Sample = [timeMs: number, value: number, stale: boolean];

function roundTrip(samples: Sample[]): Sample[] {
  const writer = new ChunkWriter();
  for (const sample of samples) writer.append(...sample);
  const bytes = writer.finish();
  expect(chunkCount(bytes)).toBe(samples.length);
  const out = sampleColumns(samples.length + 1);
  expect(decodeChunk(bytes, writer.firstMs, out, 1)).toBe(samples.length + 1);
  return samples.map((_, i) => [out.timestampsMs[i + 1]!, out.values[i + 1]!, out.stale[i + 1] === 1]);
}

describe('a chunk', () => {
  it('gives back every bit of every float and every time', () => {
    const step = fc.oneof(
      fc.constant(5000),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 1, max: 2 ** 45 }),
    );
    const value = fc.oneof(
      fc.double(),
      fc.integer({ min: -5, max: 5 }),
      fc.tuple(fc.integer(), fc.constantFrom(1, 4, 10, 100, 1e6, 1e9)).map(([whole, part]) => whole / part),
      fc.maxSafeInteger(),
      fc.constantFrom(0, -0, 1, NaN, Infinity, -Infinity, Number.MIN_VALUE, Number.MAX_VALUE, 0.1, 1 / 3),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(step, value, fc.integer({ min: 0, max: 19 })), { minLength: 1, maxLength: 300 }),
        (rows) => {
          let timeMs = 1_700_000_000_000;
          const samples = rows.map(([step, value, dice]): Sample => {
            timeMs += step;
            return [timeMs, dice === 0 ? NaN : value, dice === 0];
          });
          expect(roundTrip(samples)).toEqual(samples);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps a staleness marker apart from a NaN', () => {
    const samples: Sample[] = [
      [0, 1, false],
      [1, NaN, false],
      [2, NaN, true],
      [3, 4, false],
    ];
    expect(roundTrip(samples)).toEqual(samples);
  });

  /** Bytes that `count` samples, 5 s apart, take. */
  const sizeOf = (count: number, valueAt: (i: number) => number): number => {
    const writer = new ChunkWriter();
    for (let i = 0; i < count; i++) writer.append(1_700_000_000_000 + i * 5000, valueAt(i), false);
    return writer.finish().length;
  };

  it('spends nothing on samples that come in step and do not change', () => {
    expect(sizeOf(480, () => 42.5)).toBeLessThan(16);
  });

  it('spends about as many bits on a counter as its growth varies by', () => {
    let counter = 1_000_000;
    expect(sizeOf(480, (i) => (counter += 100 + ((i * 7919) % 16)))).toBeLessThan(480 * 0.8);
  });

  it('spends less on short decimals than their float64 has bytes', () => {
    expect(sizeOf(480, (i) => ((i * 7919) % 1000) / 1000)).toBeLessThan(480 * 1.8);
  });
});
