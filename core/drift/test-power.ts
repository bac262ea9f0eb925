/**
 * How well a kernel separates two batches of n rows: MMD over its standard deviation, J = m / sqrt(v), the asymptotic test
 * power up to a monotone function (Liu et al., 2020). H = Kxx + Kyy - Kxy - Kxy'.
 *
 * @returns J, and its slope by each entry of H.
 */
export function testPower(kxx: number[][], kyy: number[][], kxy: number[][], varReg: number) {
  const n = kxx.length;
  const h = kxx.map((row, i) => row.map((value, j) => value + kyy[i]![j]! - kxy[i]![j]! - kxy[j]![i]!));
  const rowSums = h.map((row) => row.reduce((sum, value) => sum + value, 0));
  const sum = rowSums.reduce((total, value) => total + value, 0);
  const trace = h.reduce((total, row, i) => total + row[i]!, 0);
  const mean = (sum - trace) / (n * (n - 1));
  const squares = rowSums.reduce((total, value) => total + value * value, 0);
  const variance = (4 * squares) / n ** 3 - (4 * sum * sum) / n ** 4 + varReg;
  const root = Math.sqrt(variance);
  const slopes = h.map((row, i) =>
    row.map((_, j) => {
      const byVariance = (8 * rowSums[i]!) / n ** 3 - (8 * sum) / n ** 4;
      return (i === j ? 0 : 1 / (n * (n - 1) * root)) - (mean * byVariance) / (2 * variance * root);
    }),
  );
  return { power: mean / root, slopes };
}
