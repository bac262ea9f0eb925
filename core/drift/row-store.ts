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
  /** The same for `count` rows from `first` on, at most QUERIES_AT_ONCE: cheaper than one by one. */
  distancesOfMany(first: number, count: number, from: number, to: number): Float64Array[];
  /** Gives the memory to the next store, which is spared the wait for fresh pages. The store is not to be used again. */
  release(): void;
}

export type Precision = 'float32' | 'float64';

/** Columns are padded with zeros to a multiple of this, so that the loop needs no remainder. */
const COLUMNS_AT_ONCE = 8;
/** Rows that share one read of the query; the store has as many to spare, so that this loop needs no remainder either. */
const ROWS_AT_ONCE = 4;
/** Most queries of one call: while they go by, the rows at hand stay in the processor's nearest cache. */
export const QUERIES_AT_ONCE = 8;

/**
 * kernel(query, queries, row, blocks, stride, out, outStride): addresses and sizes in bytes, `blocks` of four rows. Every
 * row has two running sums of two lanes, which hide the latency of the additions. Multiplying and adding at once rounds
 * differently from one kind of processor to another, in the last bit; on one machine a distance is always the same.
 */
function source(name: string, load: (offset: number) => Code, loadBytes: number): FunctionSource {
  const { get, set } = op;
  const [query, queries, row, blocks, stride, out, outStride] = [0, 1, 2, 3, 4, 5, 6];
  const [column, end, left, to] = [7, 8, 9, 10];
  const rows = [11, 12, 13, 14];
  const sums = [15, 16, 17, 18, 19, 20, 21, 22];
  const [loaded, difference] = [23, 24];

  const add = (pointer: number, by: Code): Code => line(get(pointer), by, op.i32Add, set(pointer));
  const accumulate = (pointer: number, sum: number, offset: number): Code =>
    line(
      line(get(pointer), load(offset), get(loaded), op.sub2, set(difference)),
      line(get(difference), get(difference), get(sum), op.multiplyAdd2, set(sum)),
    );
  const step = (i: number): Code =>
    line(
      line(get(column), load(i * loadBytes), set(loaded)),
      ...rows.map((pointer, k) => accumulate(pointer, sums[2 * k + (i % 2)]!, i * loadBytes)),
    );
  const store = (k: number): Code =>
    line(
      line(get(sums[2 * k]!), get(sums[2 * k + 1]!), op.add2, set(difference)),
      line(get(to), get(difference), op.lane(0), get(difference), op.lane(1), op.f64Add, op.f64Store(8 * k)),
    );

  const oneQuery = line(
    ...sums.map((sum) => line(op.vectorZero, set(sum))),
    line(get(row), set(rows[0]!)),
    ...[1, 2, 3].map((k) => line(get(rows[k - 1]!), get(stride), op.i32Add, set(rows[k]!))),
    line(get(column), get(stride), op.i32Add, set(end)),
    op.loop(
      ...[0, 1, 2, 3].map(step),
      ...[column, ...rows].map((pointer) => add(pointer, op.i32(4 * loadBytes))),
      line(get(column), get(end), op.i32Below, op.again),
    ),
    ...[0, 1, 2, 3].map(store),
  );
  const body = op.loop(
    line(get(query), set(column), get(queries), set(left), get(out), set(to)),
    // The columns of a query end where the next query starts.
    op.loop(oneQuery, add(to, get(outStride)), countDown(left)),
    ...[0, 1, 2, 3].map(() => add(row, get(stride))),
    add(out, op.i32(8 * ROWS_AT_ONCE)),
    countDown(blocks),
  );
  const locals = [
    { count: 8, type: I32 },
    { count: 10, type: V128 },
  ];
  return { name, parameters: 7, locals, body: [body] };
}

const countDown = (local: number): Code =>
  line(op.get(local), op.i32(1), op.i32Sub, op.set(local), op.get(local), op.again);

let compiled: WebAssembly.Module | undefined;
const kernels = () =>
  (compiled ??= new WebAssembly.Module(
    assemble([source('float64', op.load2f64, 16), source('float32', op.load2f32, 8)]),
  ));

type SquaredDistances = (
  ...addresses: [
    query: number,
    queries: number,
    row: number,
    blocks: number,
    stride: number,
    out: number,
    outStride: number,
  ]
) => void;

const PAGE = 65_536;
const MEMORY_LIMIT_BYTES = 2 ** 31;

/** Released memories, kept while they are few and small. */
const released: WebAssembly.Memory[] = [];
const MOST_RELEASED = 2;
const MOST_RELEASED_BYTES = 2 ** 24;

function takeMemory(pages: number): WebAssembly.Memory {
  const fits = released.findIndex(({ buffer }) => buffer.byteLength >= pages * PAGE);
  return fits >= 0 ? released.splice(fits, 1)[0]! : new WebAssembly.Memory({ initial: pages, maximum: pages });
}

export function createRowStore(rows: number, cols: number, precision: Precision): RowStore {
  const stride = Math.ceil(cols / COLUMNS_AT_ONCE) * COLUMNS_AT_ONCE;
  const ArrayType = precision === 'float32' ? Float32Array : Float64Array;
  const strideBytes = stride * ArrayType.BYTES_PER_ELEMENT;
  const outAt = (rows + ROWS_AT_ONCE) * strideBytes;
  const outStride = rows + ROWS_AT_ONCE;
  const bytes = outAt + QUERIES_AT_ONCE * outStride * 8;
  if (bytes > MEMORY_LIMIT_BYTES)
    throw badInput(`${rows} rows of ${cols} features are more than a drift detector can hold. Give fewer rows.`);
  const pages = Math.max(1, Math.ceil(bytes / PAGE));
  const memory = takeMemory(pages);
  const values = new ArrayType(memory.buffer, 0, rows * stride);
  // The padding must be zeros, whoever had the memory before.
  if (stride > cols) values.fill(0);
  const out = new Float64Array(memory.buffer, outAt, QUERIES_AT_ONCE * outStride);
  const instance = new WebAssembly.Instance(kernels(), { env: { memory } });
  const squaredDistances = instance.exports[precision] as SquaredDistances;

  function compute(query: number, queries: number, from: number, to: number): void {
    const blocks = Math.ceil((to - from) / ROWS_AT_ONCE);
    const [first, row] = [query * strideBytes, from * strideBytes];
    if (blocks > 0) squaredDistances(first, queries, row, blocks, strideBytes, outAt, outStride * 8);
  }

  return {
    rows,
    cols,
    put: (index, row) => values.set(row, index * stride),
    at: (index) => values.subarray(index * stride, index * stride + cols),
    distances: (index, from = 0, to = rows) => {
      compute(index, 1, from, to);
      return out.subarray(0, to - from);
    },
    distancesOfMany: (first, count, from, to) => {
      compute(first, count, from, to);
      return Array.from({ length: count }, (_, i) => out.subarray(i * outStride, i * outStride + to - from));
    },
    release: () => {
      if (released.length < MOST_RELEASED && memory.buffer.byteLength <= MOST_RELEASED_BYTES) released.push(memory);
    },
  };
}

export const precisionOf = (matrix: Matrix): Precision => (matrix.data instanceof Float32Array ? 'float32' : 'float64');

/** Copies every row of `matrix` into the store, from slot `from` on. */
export function putRows(store: RowStore, matrix: Matrix, from = 0): void {
  for (let i = 0; i < matrix.rows; i++)
    store.put(from + i, matrix.data.subarray(i * matrix.cols, (i + 1) * matrix.cols));
}
