import { chiSquaredTail } from './special-functions.ts';

/**
 * Chi-squared test that two samples have the same shares of every category. With two categories Yates' correction moves
 * each count towards what is expected, by a half at most. Categories on neither side are left out.
 */
export function chiSquaredTest(reference: Float64Array, sample: Float64Array, declared: readonly number[]) {
  const [n, m] = [reference.length, sample.length];
  const counts = new Map<number, [number, number]>(declared.map((category) => [category, [0, 0]]));
  const count = (values: Float64Array, side: 0 | 1) => {
    for (const value of values) {
      const pair = counts.get(value) ?? [0, 0];
      pair[side]++;
      counts.set(value, pair);
    }
  };
  count(reference, 0);
  count(sample, 1);
  const table = [...counts.values()].filter(([a, b]) => a + b > 0);
  const df = table.length - 1;
  if (df === 0) return { distance: 0, p_val: 1 };

  const term = (observed: number, expected: number): number => {
    const departure = Math.abs(observed - expected);
    const corrected = df === 1 ? departure - Math.min(0.5, departure) : departure;
    return corrected ** 2 / expected;
  };
  const distance = table.reduce((sum, [a, b]) => {
    const share = (a + b) / (n + m);
    return sum + term(a, n * share) + term(b, m * share);
  }, 0);
  return { distance, p_val: chiSquaredTail(distance, df) };
}
