import { PRECISION_BITS, USUAL_TAPS, filterWeights } from './filter-weights.ts';

const HALF = 1 << (PRECISION_BITS - 1);

/**
 * Horizontal pass: `height` rows of `inWidth` RGB pixels to rows of `outWidth`. Column by column, so that the weights
 * of a column stay at hand all the way down: faster here than row by row.
 */
export function resizeRows(source: Uint8Array, inWidth: number, height: number, target: Uint8Array, outWidth: number) {
  const { starts, taps, weights, stride } = filterWeights(inWidth, outWidth);
  for (let x = 0; x < outWidth; x++) {
    const own = weights.subarray(x * stride, x * stride + taps[x]!);
    const column = { from: starts[x]! * 3, fromStep: inWidth * 3, to: x * 3, toStep: outWidth * 3, height };
    if (own.length === USUAL_TAPS) resizeColumnOfFourTaps(source, target, own, column);
    else resizeColumn(source, target, own, column);
  }
}

/** Where a column of pixels lies in the source and in the target, in bytes. */
interface Column {
  from: number;
  fromStep: number;
  to: number;
  toStep: number;
  height: number;
}

function resizeColumn(source: Uint8Array, target: Uint8Array, weights: Int32Array, column: Column): void {
  let { from, to } = column;
  for (let y = 0; y < column.height; y++) {
    let red = HALF;
    let green = HALF;
    let blue = HALF;
    let at = from;
    for (let tap = 0; tap < weights.length; tap++) {
      const weight = weights[tap]!;
      red = (red + Math.imul(source[at]!, weight)) | 0;
      green = (green + Math.imul(source[at + 1]!, weight)) | 0;
      blue = (blue + Math.imul(source[at + 2]!, weight)) | 0;
      at += 3;
    }
    target[to] = red >> PRECISION_BITS;
    target[to + 1] = green >> PRECISION_BITS;
    target[to + 2] = blue >> PRECISION_BITS;
    from += column.fromStep;
    to += column.toStep;
  }
}

/** The same without the inner loop, which takes a third less time: pictures up to 1.5 times the target come here. */
function resizeColumnOfFourTaps(source: Uint8Array, target: Uint8Array, weights: Int32Array, column: Column): void {
  const a = weights[0]!;
  const b = weights[1]!;
  const c = weights[2]!;
  const d = weights[3]!;
  const { fromStep, toStep, height } = column;
  let { from, to } = column;
  for (let y = 0; y < height; y++) {
    target[to] =
      (HALF +
        Math.imul(source[from]!, a) +
        Math.imul(source[from + 3]!, b) +
        Math.imul(source[from + 6]!, c) +
        Math.imul(source[from + 9]!, d)) >>
      PRECISION_BITS;
    target[to + 1] =
      (HALF +
        Math.imul(source[from + 1]!, a) +
        Math.imul(source[from + 4]!, b) +
        Math.imul(source[from + 7]!, c) +
        Math.imul(source[from + 10]!, d)) >>
      PRECISION_BITS;
    target[to + 2] =
      (HALF +
        Math.imul(source[from + 2]!, a) +
        Math.imul(source[from + 5]!, b) +
        Math.imul(source[from + 8]!, c) +
        Math.imul(source[from + 11]!, d)) >>
      PRECISION_BITS;
    from += fromStep;
    to += toStep;
  }
}

/**
 * Vertical pass: `inHeight` rows of `rowBytes` bytes to `outHeight` rows. Whole rows are summed, two at a time; the
 * last two go straight to the target.
 */
export function resizeColumns(
  source: Uint8Array,
  rowBytes: number,
  inHeight: number,
  target: Uint8Array,
  outHeight: number,
) {
  const { starts, taps, weights, stride } = filterWeights(inHeight, outHeight);
  const sums = new Int32Array(rowBytes);
  for (let y = 0; y < outHeight; y++) {
    const past = y * stride + taps[y]!;
    let k = y * stride;
    let row = starts[y]! * rowBytes;
    sums.fill(HALF);
    for (; past - k > 2; k += 2, row += 2 * rowBytes) {
      addTwoRows(source, row, row + rowBytes, weights[k]!, weights[k + 1]!, sums);
    }
    // With a single row left, that row again, weighing nothing.
    const isPair = past - k === 2;
    const second = isPair ? row + rowBytes : row;
    finishWithTwoRows(source, row, second, weights[k]!, isPair ? weights[k + 1]! : 0, sums, target, y * rowBytes);
  }
}

function addTwoRows(
  source: Uint8Array,
  row: number,
  next: number,
  weight: number,
  nextWeight: number,
  sums: Int32Array,
) {
  for (let i = 0; i < sums.length; i++) {
    sums[i] = (sums[i]! + Math.imul(source[row + i]!, weight) + Math.imul(source[next + i]!, nextWeight)) | 0;
  }
}

function finishWithTwoRows(
  source: Uint8Array,
  row: number,
  next: number,
  weight: number,
  nextWeight: number,
  sums: Int32Array,
  target: Uint8Array,
  out: number,
) {
  for (let i = 0; i < sums.length; i++) {
    const sum = sums[i]! + Math.imul(source[row + i]!, weight) + Math.imul(source[next + i]!, nextWeight);
    target[out + i] = sum >> PRECISION_BITS;
  }
}
