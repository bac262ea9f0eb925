/**
 * A running sum with Neumaier's compensation: the exact sum is near `sum + lost`. Once the sum is infinite the
 * compensation means nothing and is dropped, so that infinities come through as they are.
 */
export class CompensatedSum {
  sum: number;
  lost = 0;

  constructor(first = 0) {
    this.sum = first;
  }

  add(x: number): void {
    const after = this.sum + x;
    this.lost = compensation(this.sum, x, after, this.lost);
    this.sum = after;
  }

  get total(): number {
    return this.sum + this.lost;
  }
}

/** The compensation after adding `x` to `before` gave `after`. */
export function compensation(before: number, x: number, after: number, lost: number): number {
  if (after === Infinity || after === -Infinity) return 0;
  return Math.abs(before) >= Math.abs(x) ? lost + (before - after + x) : lost + (x - after + before);
}

/**
 * The mean of values[from, to). A plain compensated sum as long as it stays finite; from the value that would take it to
 * infinity on, an incremental mean.
 */
export function meanOf(values: Float64Array, from: number, to: number): number {
  const sum = new CompensatedSum(values[from]);
  for (let i = from + 1; i < to; i++) {
    const { sum: before, lost } = sum;
    sum.add(values[i]!);
    if (Math.abs(sum.sum) !== Infinity) continue;
    const n = i - from;
    return incrementalMean(values, i, to, { mean: before / n, lost: lost / n, n });
  }
  const n = to - from;
  return sum.sum / n + sum.lost / n;
}

interface Mean {
  mean: number;
  lost: number;
  n: number;
}

function incrementalMean(values: Float64Array, from: number, to: number, start: Mean): number {
  let state = start;
  for (let i = from; i < to; i++) state = addToMean(state, values[i]!);
  return state.mean + state.lost;
}

/** One value more: mean·(n−1)/n + x/n, which cannot overflow on the way. */
function addToMean({ mean, lost, n }: Mean, x: number): Mean {
  const count = n + 1;
  const share = n / count;
  const before = share * mean;
  const after = before + x / count;
  return { mean: after, lost: compensation(before, x / count, after, share * lost), n: count };
}
