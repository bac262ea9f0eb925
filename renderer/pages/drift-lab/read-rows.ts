/** Rows of numbers, and the names of their features where the file has them. */
export interface Table {
  rows: number[][];
  names: string[] | null;
}

/** A file that cannot be read as rows of numbers. `message` names the row. */
export class RowsError extends Error {}

/** Reads a file by its ending: .csv, .json or .npy. Throws `RowsError`. */
export async function readTable(file: Pick<File, 'name' | 'text' | 'arrayBuffer'>): Promise<Table> {
  const ending = /\.(\w+)$/.exec(file.name.toLowerCase())?.[1];
  if (ending === 'npy') return readNpy(await file.arrayBuffer());
  if (ending === 'json') return readJson(await file.text());
  if (ending === 'csv' || ending === 'txt') return readCsv(await file.text());
  throw new RowsError(`${file.name} is none of .csv, .json and .npy.`);
}

/** Numbers between commas (semicolons, tabs), a row a line; a first line of words names the features. */
export function readCsv(text: string): Table {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new RowsError('The file is empty.');
  const separator = [';', '\t', ','].find((each) => lines[0]!.includes(each)) ?? ',';
  const cells = lines.map((line) => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')));
  const isNamed = cells[0]!.some((cell) => Number.isNaN(numberOf(cell)));
  const body = isNamed ? cells.slice(1) : cells;
  if (body.length === 0) throw new RowsError('The file has a line of names, but no rows.');
  const width = cells[0]!.length;
  const rows = body.map((row, i) => {
    const line = i + (isNamed ? 2 : 1);
    if (row.length !== width) throw new RowsError(`Line ${line} has ${row.length} values; line 1 has ${width}.`);
    return row.map((cell, j) => {
      const value = numberOf(cell);
      if (!Number.isFinite(value)) throw new RowsError(`Line ${line}, column ${j + 1} holds "${cell}": not a number.`);
      return value;
    });
  });
  return { rows, names: isNamed ? cells[0]! : null };
}

const numberOf = (cell: string): number => (cell === '' ? NaN : Number(cell));

/** A list of rows, or of numbers: a row each. */
export function readJson(text: string): Table {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new RowsError(`The file is not JSON: ${(error as Error).message}.`);
  }
  if (!Array.isArray(json) || json.length === 0) throw new RowsError('The file holds no list of rows.');
  const rows = json.map((row: unknown, i) => {
    const values: unknown[] = Array.isArray(row) ? row : [row];
    const bad = values.findIndex((value) => typeof value !== 'number');
    if (bad >= 0) throw new RowsError(`Row ${i} holds ${JSON.stringify(values[bad])} at column ${bad}: not a number.`);
    return values as number[];
  });
  return { rows: equallyWide(rows), names: null };
}

function equallyWide(rows: number[][]): number[][] {
  const odd = rows.findIndex(({ length }) => length !== rows[0]!.length);
  if (odd < 0) return rows;
  throw new RowsError(`Row ${odd} has ${rows[odd]!.length} numbers; row 0 has ${rows[0]!.length}.`);
}

const readers: Record<string, { bytes: number; read: (view: DataView, at: number) => number }> = {
  '<f4': { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  '<f8': { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  '<i4': { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  '<i8': { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  '|u1': { bytes: 1, read: (view, at) => view.getUint8(at) },
};

/** An array of NumPy (NEP 1), row after row; more than two dimensions are flattened within their row. */
export function readNpy(buffer: ArrayBuffer): Table {
  const bytes = new Uint8Array(buffer);
  const view = new DataView(buffer);
  const latin = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes.length < 12 || latin(0, 6) !== '\u0093NUMPY') throw new RowsError('The file is not a .npy file.');
  const start = bytes[6]! >= 2 ? 12 : 10;
  const dataOffset = start + (start === 12 ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = latin(start, Math.min(dataOffset, bytes.length));
  const reader = readers[/'descr':\s*'([^']+)'/.exec(header)?.[1] ?? ''];
  const shape = (/'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  if (!reader || shape.length === 0 || header.includes("'fortran_order': True"))
    throw new RowsError('The .npy file must hold numbers (float32, float64, int32, int64 or uint8), row after row.');
  const [count, ...inner] = shape as [number, ...number[]];
  const width = inner.reduce((product, each) => product * each, 1);
  if (bytes.length < dataOffset + count * width * reader.bytes) throw new RowsError('The .npy file is cut short.');
  const at = (i: number) => reader.read(view, dataOffset + i * reader.bytes);
  const rows = Array.from({ length: count }, (_, i) => Array.from({ length: width }, (_, j) => at(i * width + j)));
  if (rows.length === 0) throw new RowsError('The .npy file holds no rows.');
  return { rows, names: null };
}
