import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import type { Matrix } from '../../drift/index.ts';
import { readNpyHeader } from '../../models/index.ts';
import { seededOrder } from '../../shared/index.ts';

/**
 * The model's reference features: rows x features, float32, little-endian, row after row, as NumPy writes them. Throws a
 * plain Error whose sentence says what is wrong with the file.
 */
export async function readReference(path: string): Promise<Matrix> {
  const { dtype, fortranOrder, shape, dataOffset } = await readNpyHeader(path);
  const [rows, cols] = shape as [number, number];
  if (dtype !== '<f4' || fortranOrder || shape.length !== 2 || endianness() !== 'LE')
    throw new Error(`the reference features are ${dtype} of shape (${shape.join(', ')}); float32 rows are needed`);
  const bytes = await readFile(path);
  const size = rows * cols * 4;
  if (bytes.length < dataOffset + size) throw new Error('the reference features are cut short');
  return { rows, cols, data: new Float32Array(bytes.buffer.slice(bytes.byteOffset + dataOffset).slice(0, size)) };
}

/** Rows drawn without replacement; all of them, shuffled, when `count` is as many or more. */
export function drawRows(matrix: Matrix, count: number, seed: number): Matrix {
  const { cols } = matrix;
  const drawn = seededOrder(matrix.rows, seed).subarray(0, count);
  const data = new Float32Array(drawn.length * cols);
  drawn.forEach((row, i) => data.set(matrix.data.subarray(row * cols, (row + 1) * cols), i * cols));
  return { rows: drawn.length, cols, data };
}
