import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import type { Matrix } from '../../drift/index.ts';
import { readNpyHeader } from '../../models/index.ts';
import { seededOrder } from '../../shared/index.ts';

/** What a model package says of the data its model was made on: a row each. */
export interface ReferenceData {
  features: Matrix;
  /** What the model says of each, in label order; null where the package does not tell. */
  probabilities: Matrix | null;
}

export interface ReferencePaths {
  features: string;
  probabilities: string | null;
}

export async function readReference({ features, probabilities }: ReferencePaths): Promise<ReferenceData> {
  return {
    features: await readRows(features, 'reference features'),
    probabilities: probabilities === null ? null : await readRows(probabilities, 'reference probabilities'),
  };
}

/**
 * Rows of float32 or float64, little-endian, row after row, as NumPy writes them. Throws a plain Error whose sentence says
 * what is wrong with the file.
 */
async function readRows(path: string, what: string): Promise<Matrix> {
  const { dtype, fortranOrder, shape, dataOffset } = await readNpyHeader(path);
  const [rows, cols] = shape as [number, number];
  const isDouble = dtype === '<f8';
  if ((dtype !== '<f4' && !isDouble) || fortranOrder || shape.length !== 2 || endianness() !== 'LE')
    throw new Error(`the ${what} are ${dtype} of shape (${shape.join(', ')}); float32 or float64 rows are needed`);
  const bytes = await readFile(path);
  const size = rows * cols * (isDouble ? 8 : 4);
  if (bytes.length < dataOffset + size) throw new Error(`the ${what} are cut short`);
  const from = bytes.byteOffset + dataOffset;
  const data = bytes.buffer.slice(from, from + size);
  return { rows, cols, data: isDouble ? new Float64Array(data) : new Float32Array(data) };
}

/** Which of `rows` rows to take, drawn without replacement; all of them, shuffled, when `count` is as many or more. */
export const drawRows = (rows: number, count: number, seed: number): Int32Array =>
  seededOrder(rows, seed).subarray(0, count);
