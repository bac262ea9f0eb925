/**
 * Bilinear resize with antialiasing of 8-bit RGB, to the very pixels of PIL and so of torchvision's `Resize` on a PIL
 * image, which is what the models were trained behind.
 *
 * The method, as Pillow behaves: a triangle filter whose support grows with the scale when shrinking, weights
 * normalised to 1 and then held in fixed point with 22 bits after the point (32 bits, less 8 for the pixel and 2 of
 * headroom), one pass along each axis, each rounded back to 8 bits. Other resizers (sharp's kernels, a canvas) differ
 * by up to 6 levels, enough to move a confidence.
 */

const PRECISION_BITS = 32 - 8 - 2;
const HALF = 1 << (PRECISION_BITS - 1);
const CACHED_SIZES = 64;
const KEPT_SCRATCH_BYTES = 16 * 1024 * 1024;

/** For every output position: where its window of input starts, how many taps it has, and their weights. */
interface FilterWeights {
  starts: Int32Array;
  taps: Int32Array;
  /** `stride` weights for each output position; those past its taps are 0. */
  weights: Int32Array;
  stride: number;
}

/** Weights of the triangle filter from `inSize` to `outSize` samples along one axis. */
function triangleWeights(inSize: number, outSize: number): FilterWeights {
  const scale = inSize / outSize;
  const support = Math.max(scale, 1);
  const stride = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(outSize);
  const taps = new Int32Array(outSize);
  const weights = new Int32Array(outSize * stride);
  const exact = new Float64Array(stride);

  for (let out = 0; out < outSize; out++) {
    const centre = (out + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const count = Math.min(inSize, Math.trunc(centre + support + 0.5)) - start;
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
function cachedWeights(inSize: number, outSize: number): FilterWeights {
  const key = `${inSize}:${outSize}`;
  const found = cache.get(key) ?? triangleWeights(inSize, outSize);
  cache.delete(key);
  cache.set(key, found);
  if (cache.size > CACHED_SIZES) cache.delete(cache.keys().next().value!);
  return found;
}

/**
 * Horizontal pass: `height` rows of `inWidth` RGB pixels to rows of `outWidth`. Column by column, so that the few
 * weights of a column stay at hand all the way down: faster here than row by row.
 */
function resizeRows(source: Uint8Array, inWidth: number, height: number, target: Uint8Array, outWidth: number): void {
  const { starts, taps, weights, stride } = cachedWeights(inWidth, outWidth);
  for (let x = 0; x < outWidth; x++) {
    const firstWeight = x * stride;
    const pastWeight = firstWeight + taps[x]!;
    let window = starts[x]! * 3;
    let out = x * 3;
    for (let y = 0; y < height; y++) {
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      let at = window;
      for (let k = firstWeight; k < pastWeight; k++) {
        const weight = weights[k]!;
        red = (red + Math.imul(source[at]!, weight)) | 0;
        green = (green + Math.imul(source[at + 1]!, weight)) | 0;
        blue = (blue + Math.imul(source[at + 2]!, weight)) | 0;
        at += 3;
      }
      target[out] = red >> PRECISION_BITS;
      target[out + 1] = green >> PRECISION_BITS;
      target[out + 2] = blue >> PRECISION_BITS;
      window += inWidth * 3;
      out += outWidth * 3;
    }
  }
}

/** Vertical pass: `inHeight` rows of `rowBytes` bytes to `outHeight` rows, summing whole rows at a time. */
function resizeColumns(source: Uint8Array, rowBytes: number, inHeight: number, target: Uint8Array, outHeight: number) {
  const { starts, taps, weights, stride } = cachedWeights(inHeight, outHeight);
  const sums = new Int32Array(rowBytes);
  for (let y = 0; y < outHeight; y++) {
    sums.fill(HALF);
    for (let tap = 0; tap < taps[y]!; tap++) {
      const weight = weights[y * stride + tap]!;
      const row = (starts[y]! + tap) * rowBytes;
      for (let i = 0; i < rowBytes; i++) sums[i] = (sums[i]! + Math.imul(source[row + i]!, weight)) | 0;
    }
    const out = y * rowBytes;
    for (let i = 0; i < rowBytes; i++) target[out + i] = sums[i]! >> PRECISION_BITS;
  }
}

let scratch = new Uint8Array(0);

/** Room for the picture between the two passes; kept for the next one unless it is huge. */
function scratchOf(bytes: number): Uint8Array<ArrayBuffer> {
  if (bytes <= scratch.length) return scratch;
  const room = new Uint8Array(bytes);
  if (bytes <= KEPT_SCRATCH_BYTES) scratch = room;
  return room;
}

export interface RgbImage {
  /** Interleaved RGB, 8 bits each: width * height * 3 bytes. */
  data: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}

/**
 * Pillow's choice since version 13: vertical first where the height loses more than twice what the width does. The
 * order matters to the last bit, as the picture between the passes is rounded. (Before 13 it was always horizontal
 * first; such a picture then differs by one level here and there.)
 */
const isVerticalFirst = (source: RgbImage, width: number, height: number): boolean =>
  source.height - height > 2 * Math.max(0, source.width - width);

/** Resizes to `width` x `height`, whatever the shape of the source (it is stretched, not cropped). */
export function resizeBilinear(source: RgbImage, width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  // A pass along an axis that keeps its size would change nothing.
  if (source.width === width && source.height === height) data.set(source.data);
  else if (source.width === width) resizeColumns(source.data, width * 3, source.height, data, height);
  else if (source.height === height) resizeRows(source.data, source.width, height, data, width);
  else if (isVerticalFirst(source, width, height)) {
    const between = scratchOf(source.width * height * 3);
    resizeColumns(source.data, source.width * 3, source.height, between, height);
    resizeRows(between, source.width, height, data, width);
  } else {
    const between = scratchOf(width * source.height * 3);
    resizeRows(source.data, source.width, source.height, between, width);
    resizeColumns(between, width * 3, source.height, data, height);
  }
  return { data, width, height };
}
