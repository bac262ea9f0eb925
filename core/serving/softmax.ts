/** Probabilities of `logits`, in float64. Shifted by the largest, so that no exponent overflows. */
export function softmax(logits: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const probabilities = Float64Array.from(logits);
  const largest = probabilities.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) sum += probabilities[i] = Math.exp(probabilities[i]! - largest);
  for (let i = 0; i < probabilities.length; i++) probabilities[i]! /= sum;
  return probabilities;
}

/** Position of the largest value; the first of equals, as NumPy's and torch's argmax. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
