/**
 * A support vector classifier on a given kernel matrix, trained by sequential minimal optimisation on the pair that
 * violates the optimality conditions most (Fan, Chen and Lin, "Working set selection using second order information",
 * 2005, first-order rule).
 *
 * @param kernel n x n. @param labels 1 or -1. @param cost upper bound of the multipliers.
 * @returns decision values of the training rows: positive on the side of label 1.
 */
export function decisionValues(kernel: Float64Array, labels: Int8Array, cost = 1): Float64Array {
  const n = labels.length;
  const alpha = new Float64Array(n);
  const gradient = new Float64Array(n).fill(-1);
  const canRise = (i: number) => (labels[i] === 1 ? alpha[i]! < cost : alpha[i]! > 0);
  const canFall = (i: number) => (labels[i] === 1 ? alpha[i]! > 0 : alpha[i]! < cost);
  let [highest, lowest] = [0, 0];

  for (let round = 0; round < 1000 * n; round++) {
    let [i, j] = [-1, -1];
    [highest, lowest] = [-Infinity, Infinity];
    for (let t = 0; t < n; t++) {
      const score = -labels[t]! * gradient[t]!;
      if (canRise(t) && score > highest) [highest, i] = [score, t];
      if (canFall(t) && score < lowest) [lowest, j] = [score, t];
    }
    if (i < 0 || j < 0 || highest - lowest < 1e-4) break;
    const curvature = kernel[i * n + i]! + kernel[j * n + j]! - 2 * kernel[i * n + j]!;
    const room = (t: number, rises: boolean) => (rises === (labels[t] === 1) ? cost - alpha[t]! : alpha[t]!);
    const step = Math.min((highest - lowest) / Math.max(curvature, 1e-12), room(i, true), room(j, false));
    alpha[i] = alpha[i]! + labels[i]! * step;
    alpha[j] = alpha[j]! - labels[j]! * step;
    for (let t = 0; t < n; t++)
      gradient[t] = gradient[t]! + labels[t]! * step * (kernel[t * n + i]! - kernel[t * n + j]!);
  }
  // At the optimum gradient + 1 is y_i times the decision value without its offset.
  const offset = (highest + lowest) / 2;
  return gradient.map((value, i) => labels[i]! * (value + 1) + offset);
}

/**
 * Chances of label 1 from decision values, by a sigmoid fitted with Newton's method (Platt, 1999, as corrected by Lin, Lin
 * and Weng, "A note on Platt's probabilistic outputs for support vector machines", 2007).
 */
export function plattScaled(values: Float64Array, labels: Int8Array): Float64Array {
  const positives = labels.filter((label) => label === 1).length;
  const negatives = labels.length - positives;
  const [high, low] = [(positives + 1) / (positives + 2), 1 / (negatives + 2)];
  let [slope, offset] = [0, Math.log((negatives + 1) / (positives + 1))];
  const chance = (value: number, a = slope, b = offset) => 1 / (1 + Math.exp(a * value + b));
  const loss = (a: number, b: number) =>
    values.reduce((sum, value, i) => {
      const z = a * value + b;
      const target = labels[i] === 1 ? high : low;
      return sum + target * z + Math.log1p(Math.exp(-Math.abs(z))) + Math.max(-z, 0);
    }, 0);
  for (let round = 0; round < 100; round++) {
    let [h11, h22, h21, g1, g2] = [1e-12, 1e-12, 0, 0, 0];
    values.forEach((value, i) => {
      const p = chance(value);
      const error = (labels[i] === 1 ? high : low) - p;
      const weight = p * (1 - p);
      h11 += value * value * weight;
      h22 += weight;
      h21 += value * weight;
      g1 += value * error;
      g2 += error;
    });
    if (Math.abs(g1) < 1e-9 && Math.abs(g2) < 1e-9) break;
    const determinant = h11 * h22 - h21 * h21;
    const [da, db] = [-(h22 * g1 - h21 * g2) / determinant, -(h11 * g2 - h21 * g1) / determinant];
    const before = loss(slope, offset);
    let step = 1;
    while (step > 1e-10 && loss(slope + step * da, offset + step * db) > before + 1e-12) step /= 2;
    slope += step * da;
    offset += step * db;
  }
  return values.map((value) => chance(value));
}
