import { badInput } from './bad-input.ts';
import type { Matrix, Row } from './matrix.ts';
import { I32, V128, assemble, line, op, type Code, type FunctionSource } from './wasm-assembler.ts';

/**
 * Rows whose squared Euclidean distances are wanted again and again, kept where WebAssembly's SIMD can reach them: plain
 * JavaScript adds one number at a time, this two, and a stream of 1280 features spends all its time here.
 * Distances are direct differences, not norms minus dot products, so that a large common offset costs no digits. Every
 * pair is summed in the same order, so a distance is the same to the last bit whenever and from whichever side it is taken.
 */
export interface RowStore {
  readonly rows: number;
  readonly cols: number;
  put(index: number, row: Row): void;
  /** The row as it is kept; rounded to float32 if the store is of that precision. Gone with the next `put`. */
  at(index: number): Float64Array | Float32Array;
  /** Squared distances from row `index` to rows `from` .. `to - 1`, in float64. Overwritten by the next call. */
  distances(index: number, from?: number, to?: number): Float64Array;
}

export type Precision = 'float32' | 'float64';

/** Columns are padded with zeros to a multiple of this, so that the loop needs no remainder. */
const BLOCK = 8;

/**
 * squaredDistances(query, row, count, stride, out): addresses and sizes in bytes. Four running sums of two lanes hide
 * the latency of the additions; rows lie one after the other, so the row pointer ends where the next row starts.
 */
function source(name: string, load: (offset: number) => Code, loadBytes: number): FunctionSource {
  const [query, row, count, stride, out, column, end, sum] = [0, 1, 2, 3, 4, 5, 6, 7];
  const { get, set } = op;
  const step = (i: number): Code =>
    line(
      line(get(row), load(i * loadBytes), get(column), load(i * loadBytes), op.sub2, set(sum + 4)),
      line(get(sum + i), get(sum + 4), get(sum + 4), op.mul2, op.add2, set(sum + i)),
    );
  const advance = (pointer: number, by: number): Code => line(get(pointer), op.i32(by), op.i32Add, set(pointer));
  const body = op.loop(
    line(...[0, 1, 2, 3].map((i) => line(op.vectorZero, set(sum + i)))),
    line(get(query), set(column)),
    line(get(row), get(stride), op.i32Add, set(end)),
    op.loop(
      line(...[0, 1, 2, 3].map(step)),
      advance(column, 4 * loadBytes),
      advance(row, 4 * loadBytes),
      line(get(row), get(end), op.i32Below, op.again),
    ),
    line(get(sum), get(sum + 1), op.add2, get(sum + 2), get(sum + 3), op.add2, op.add2, set(sum)),
    line(get(out), get(sum), op.lane(0), get(sum), op.lane(1), op.f64Add, op.f64Store(0)),
    advance(out, 8),
    line(get(count), op.i32(1), op.i32Sub, set(count), get(count), op.again),
  );
  const locals = [
    { count: 2, type: I32 },
    { count: 5, type: V128 },
  ];
  return { name, parameters: 5, locals, body: [body] };
}

let compiled: WebAssembly.Module | undefined;
const kernels = () =>
  (compiled ??= new WebAssembly.Module(
    assemble([source('float64', op.load2f64, 16), source('float32', op.load2f32, 8)]),
  ));

type SquaredDistances = (query: number, row: number, count: number, strideBytes: number, out: number) => void;

const PAGE = 65_536;
const MEMORY_LIMIT_BYTES = 2 ** 31;

export function createRowStore(rows: number, cols: number, precision: Precision): RowStore {
  const stride = Math.ceil(cols / BLOCK) * BLOCK;
  const ArrayType = precision === 'float32' ? Float32Array : Float64Array;
  const strideBytes = stride * ArrayType.BYTES_PER_ELEMENT;
  const outAt = rows * strideBytes;
  const bytes = outAt + rows * 8;
  if (bytes > MEMORY_LIMIT_BYTES)
    throw badInput(`${rows} rows of ${cols} features are more than a drift detector can hold. Give fewer rows.`);
  const pages = Math.max(1, Math.ceil(bytes / PAGE));
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const values = new ArrayType(memory.buffer, 0, rows * stride);
  const out = new Float64Array(memory.buffer, outAt, rows);
  const instance = new WebAssembly.Instance(kernels(), { env: { memory } });
  const squaredDistances = instance.exports[precision] as SquaredDistances;

  return {
    rows,
    cols,
    put: (index, row) => values.set(row, index * stride),
    at: (index) => values.subarray(index * stride, index * stride + cols),
    distances: (index, from = 0, to = rows) => {
      if (to > from) squaredDistances(index * strideBytes, from * strideBytes, to - from, strideBytes, outAt);
      return out.subarray(0, to - from);
    },
  };
}

export const precisionOf = (matrix: Matrix): Precision => (matrix.data instanceof Float32Array ? 'float32' : 'float64');

/** Copies every row of `matrix` into the store, from slot `from` on. */
export function putRows(store: RowStore, matrix: Matrix, from = 0): void {
  for (let i = 0; i < matrix.rows; i++)
    store.put(from + i, matrix.data.subarray(i * matrix.cols, (i + 1) * matrix.cols));
}
