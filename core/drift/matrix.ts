import { badInput } from './bad-input.ts';

/** Rows of numbers in one flat array, row after row: element (i, j) is `data[i * cols + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array | Float32Array;
}

/** One instance: a row of a matrix, or what came from JSON. */
export type Row = ArrayLike<number>;

export const rowOf = (matrix: Matrix, index: number): Float64Array | Float32Array =>
  matrix.data.subarray(index * matrix.cols, (index + 1) * matrix.cols);

export const emptyMatrix = (rows: number, cols: number): { rows: number; cols: number; data: Float64Array } => ({
  rows,
  cols,
  data: new Float64Array(rows * cols),
});

/** The chosen rows, in the order of `indices`, as float64. */
export function takeRows(matrix: Matrix, indices: ArrayLike<number>): Matrix {
  const taken = emptyMatrix(indices.length, matrix.cols);
  for (let i = 0; i < indices.length; i++) taken.data.set(rowOf(matrix, indices[i]!), i * matrix.cols);
  return taken;
}

/** First the rows of `above`, then those of `below`, as float64. */
export function stackRows(above: Matrix, below: Matrix): Matrix {
  const stacked = emptyMatrix(above.rows + below.rows, above.cols);
  stacked.data.set(above.data);
  stacked.data.set(below.data, above.data.length);
  return stacked;
}

export function columnOf({ rows, cols, data }: Matrix, column: number): Float64Array {
  const values = new Float64Array(rows);
  for (let i = 0; i < rows; i++) values[i] = data[i * cols + column]!;
  return values;
}

const listOf = (value: unknown, what: string): unknown[] => {
  if (!Array.isArray(value)) throw badInput(`${what} is not a list of numbers.`);
  return value.flat(Infinity) as unknown[];
};

/**
 * A float64 matrix from lists of numbers as they come from JSON. A plain number is a row of one feature, true and false are 1 and 0; deeper lists
 * (an image's rows and channels) are flattened within their row.
 * Throws `bad_request`, naming the row, where rows are ragged or hold something that is not a finite number.
 */
export function matrixFromRows(rows: unknown, name: string): Matrix {
  if (rows === undefined || rows === null) throw badInput(`The ${name} is missing: give a list of rows.`);
  if (!Array.isArray(rows)) throw badInput(`The ${name} is no list of rows.`);
  if (rows.length === 0) throw badInput(`The ${name} is empty: give at least one row.`);
  const valuesOf = (row: unknown, i: number): unknown[] =>
    typeof row === 'object' ? listOf(row, `Row ${i} of the ${name}`) : [row];
  const first = valuesOf(rows[0], 0);
  if (first.length === 0) throw badInput(`Row 0 of the ${name} is empty: give at least one feature.`);
  const matrix = emptyMatrix(rows.length, first.length);
  rows.forEach((row: unknown, i) => {
    const what = `Row ${i} of the ${name}`;
    const values = valuesOf(row, i);
    if (values.length !== first.length)
      throw badInput(`${what} has ${values.length} numbers; row 0 has ${first.length}. Rows must be equally long.`);
    values.forEach((value, j) => {
      if (typeof value !== 'number' && typeof value !== 'boolean')
        throw badInput(`${what} holds ${JSON.stringify(value)} at column ${j}: not a number.`);
      matrix.data[i * first.length + j] = Number(value);
    });
  });
  checkMatrix(matrix, name);
  return matrix;
}

/** Throws `bad_request`, naming the row, unless the matrix is non-empty, of the size it says, and finite throughout. */
export function checkMatrix(matrix: Matrix, name: string): void {
  const { rows, cols, data } = matrix;
  if (rows < 1) throw badInput(`The ${name} is empty: give at least one row.`);
  if (cols < 1) throw badInput(`The rows of the ${name} are empty: give at least one feature.`);
  if (data.length !== rows * cols)
    throw badInput(`The ${name} says ${rows} x ${cols} but holds ${data.length} numbers.`);
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i]!)) throw notFinite(data[i]!, i, cols, name);
}

const notFinite = (value: number, index: number, cols: number, name: string) =>
  badInput(
    `Row ${Math.floor(index / cols)} of the ${name} holds ${value} at column ${index % cols}. Leave such rows out, or fill them in.`,
  );

/** Throws `bad_request` unless the two have equally wide rows. */
export function checkSameWidth(reference: Matrix, sample: Matrix): void {
  if (reference.cols !== sample.cols)
    throw badInput(
      `Row 0 of the sample has ${sample.cols} features; the reference has ${reference.cols}. Both must be equally wide.`,
    );
}

/** Throws `bad_request` unless the row is as wide as the reference, and finite. `time` counts the stream's rows from 1. */
export function checkStreamRow(row: Row, cols: number, time: number): void {
  if (row.length !== cols)
    throw badInput(`Row ${time - 1} of the stream has ${row.length} features; the reference has ${cols}.`);
  for (let j = 0; j < cols; j++) {
    const value: unknown = row[j];
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw badInput(`Row ${time - 1} of the stream holds ${String(value)} at column ${j}: not a finite number.`);
  }
}
