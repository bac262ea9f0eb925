import { resizeColumns, resizeRows } from './resize-passes.ts';

/**
 * Bilinear resize with antialiasing of 8-bit RGB, to the very pixels of PIL and so of torchvision's `Resize` on a PIL
 * image, which is what the models were trained behind.
 *
 * The method, as Pillow behaves: a triangle filter whose support grows with the scale when shrinking, weights
 * normalised to 1 and then held in fixed point with 22 bits after the point (32 bits, less 8 for the pixel and 2 of
 * headroom), one pass along each axis, each rounded back to 8 bits. Other resizers (sharp's kernels, a canvas) differ
 * by up to 6 levels, enough to move a confidence.
 */

const KEPT_SCRATCH_BYTES = 16 * 1024 * 1024;

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

/**
 * Resizes to `width` x `height`, whatever the shape of the source (it is stretched, not cropped). Into `data`, of
 * width * height * 3 bytes, where the caller has a buffer to use again.
 */
export function resizeBilinear(
  source: RgbImage,
  width: number,
  height: number,
  data: Uint8Array<ArrayBuffer> = new Uint8Array(width * height * 3),
): RgbImage {
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
