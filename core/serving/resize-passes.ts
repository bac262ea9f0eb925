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

/** Vertical pass: `inHeight` rows of `rowBytes` bytes to `outHeight` rows, whole rows at a time. */
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
    const own = weights.subarray(y * stride, y * stride + taps[y]!);
    const first = starts[y]! * rowBytes;
    if (own.length === USUAL_TAPS) sumFourRows(source, first, rowBytes, own, target, y * rowBytes);
    else sumRows(source, first, own, sums, target, y * rowBytes);
  }
}

function sumFourRows(
  source: Uint8Array,
  first: number,
  rowBytes: number,
  weights: Int32Array,
  target: Uint8Array,
  out: number,
): void {
  const a = weights[0]!;
  const b = weights[1]!;
  const c = weights[2]!;
  const d = weights[3]!;
  const second = first + rowBytes;
  const third = second + rowBytes;
  const fourth = third + rowBytes;
  for (let i = 0; i < rowBytes; i++) {
    target[out + i] =
      (HALF +
        Math.imul(source[first + i]!, a) +
        Math.imul(source[second + i]!, b) +
        Math.imul(source[third + i]!, c) +
        Math.imul(source[fourth + i]!, d)) >>
      PRECISION_BITS;
  }
}

/** Any number of rows: two at a time into `sums`, which is as long as a row. */
function sumRows(
  source: Uint8Array,
  first: number,
  weights: Int32Array,
  sums: Int32Array,
  target: Uint8Array,
  out: number,
): void {
  sums.fill(HALF);
  let row = first;
  for (let tap = 0; tap < weights.length; tap += 2) {
    // With an odd one left, that row again, weighing nothing.
    const isPair = tap + 1 < weights.length;
    addTwoRows(source, row, isPair ? row + sums.length : row, weights[tap]!, isPair ? weights[tap + 1]! : 0, sums);
    row += 2 * sums.length;
  }
  for (let i = 0; i < sums.length; i++) target[out + i] = sums[i]! >> PRECISION_BITS;
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
