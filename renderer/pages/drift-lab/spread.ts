import { pairedHistogram } from './histogram.ts';

export const spreadSize = { width: 160, height: 32 } as const;

/** Two SVG paths, of reference and batch: how often each of the bins of a feature occurs in either, side by side. */
export function spreadPaths(reference: readonly number[][], sample: readonly number[][], index: number) {
  const column = (rows: readonly number[][]) => rows.map((row) => row[index]!);
  const bars = pairedHistogram(column(reference), column(sample));
  const { width, height } = spreadSize;
  const most = Math.max(...bars.reference, ...bars.sample);
  const step = width / bars.reference.length;
  const path = (shares: readonly number[], side: 0 | 1) =>
    shares
      .map((share, i) => {
        const tall = ((share / most) * height).toFixed(1);
        const x = (i * step + (side * step) / 2).toFixed(1);
        return `M${x} ${height}v-${tall}h${(step / 2).toFixed(1)}v${tall}Z`;
      })
      .join('');
  return { reference: path(bars.reference, 0), sample: path(bars.sample, 1) };
}
