import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';
import { sorted } from './sort.ts';

const random = createRandom(9);
const drawn = (count: number, draw: () => number) => Float64Array.from({ length: count }, draw);

describe('a sorted copy', () => {
  it.each([
    { what: 'normals of both signs', values: drawn(1000, random.normal) },
    { what: 'few values', values: drawn(20, random.normal) },
    { what: 'many alike', values: drawn(500, () => random.below(4) - 2) },
    { what: 'constants', values: new Float64Array(300).fill(-7.5) },
    { what: 'all sizes', values: drawn(2000, () => random.normal() * 10 ** (random.below(600) - 300)) },
    { what: 'values that differ in their last bits only', values: drawn(3000, () => 1e6 + random.uniform() * 1e-7) },
    { what: 'float32 in float64', values: drawn(1000, () => Math.fround(random.normal())) },
    { what: 'subnormals and zeros', values: drawn(200, () => random.below(5) * 5e-324 * (random.below(2) ? 1 : -1)) },
    { what: 'part of a larger array', values: drawn(400, random.normal).subarray(37, 301) },
  ])("of $what is the engine's", ({ values }) => {
    const before = Float64Array.from(values);
    const result = sorted(values);
    // Which of the two zeros comes first is nobody's business.
    expect(result.map((value) => value + 0)).toEqual(before.toSorted().map((value) => value + 0));
    expect(values).toEqual(before);
  });
});
