/** Bits after the point of a weight: 32, less 8 for the pixel and 2 of headroom. */
export const PRECISION_BITS = 32 - 8 - 2;

/** Windows are at least this wide, some weights being 0: most then have exactly this many taps, which is fast. */
export const USUAL_TAPS = 4;

const CACHED_SIZES = 64;

/** For every output position: where its window of input starts, how many taps it has, and their weights. */
export interface FilterWeights {
  starts: Int32Array;
  taps: Int32Array;
  /** `stride` weights for each output position; those past its taps are 0. */
  weights: Int32Array;
  stride: number;
}

/** Weights of the triangle filter from `inSize` to `outSize` samples along one axis, in fixed point. */
function triangleWeights(inSize: number, outSize: number): FilterWeights {
  const scale = inSize / outSize;
  const support = Math.max(scale, 1);
  const stride = Math.max(Math.ceil(support) * 2 + 1, USUAL_TAPS);
  const starts = new Int32Array(outSize);
  const taps = new Int32Array(outSize);
  const weights = new Int32Array(outSize * stride);
  const exact = new Float64Array(stride);

  for (let out = 0; out < outSize; out++) {
    const centre = (out + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const past = Math.min(inSize, Math.trunc(centre + support + 0.5));
    const start = Math.max(0, Math.min(first, inSize - USUAL_TAPS));
    const count = Math.max(past, Math.min(inSize, start + USUAL_TAPS)) - start;
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      const distance = Math.abs((tap + start - centre + 0.5) * (1 / support));
      exact[tap] = distance < 1 ? 1 - distance : 0;
      sum += exact[tap]!;
    }
    for (let tap = 0; tap < count; tap++) {
      weights[out * stride + tap] = Math.trunc(0.5 + (exact[tap]! / sum) * (1 << PRECISION_BITS));
    }
    starts[out] = start;
    taps[out] = count;
  }
  return { starts, taps, weights, stride };
}

const cache = new Map<string, FilterWeights>();

/** Weights are worth keeping: pictures of one source tend to have one size. The least lately used size leaves first. */
export function filterWeights(inSize: number, outSize: number): FilterWeights {
  const key = `${inSize}:${outSize}`;
  const found = cache.get(key) ?? triangleWeights(inSize, outSize);
  cache.delete(key);
  cache.set(key, found);
  if (cache.size > CACHED_SIZES) cache.delete(cache.keys().next().value!);
  return found;
}
