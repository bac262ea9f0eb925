import type { Value } from '../promql/index.ts';
import type { PackedSeries } from './query-messages.ts';

type SeriesValue = Extract<Value, { series: unknown[] }>;
export type ResultSeries = SeriesValue['series'][number];
type Matrix = Extract<Value, { type: 'matrix' }>['series'];
type Vector = Extract<Value, { type: 'vector' }>['series'];

/** Some series of a result, packed so that they cross a thread boundary at once; `buffersOf` says what to transfer. */
export const packSeries = (value: SeriesValue, from: number, to: number): PackedSeries =>
  value.type === 'matrix'
    ? packMatrix(value.series.slice(from, to))
    : packVector(value.series.slice(from, to), value.timestampMs);

const packVector = (series: Vector, timestampMs: number): PackedSeries => ({
  type: 'vector',
  timestampMs,
  labels: series.map(({ labels }) => labels),
  values: Float64Array.from(series, ({ value }) => value),
});

/** Series that share their array of times still do when they are unpacked. */
function packMatrix(series: Matrix): PackedSeries {
  const lengths = Uint32Array.from(series, ({ values }) => values.length);
  const timesFrom = new Uint32Array(series.length);
  const startOf = new Map<Float64Array, number>();
  let timeCount = 0;
  for (const [i, { timestampsMs }] of series.entries()) {
    const known = startOf.get(timestampsMs);
    timesFrom[i] = known ?? timeCount;
    if (known !== undefined) continue;
    startOf.set(timestampsMs, timeCount);
    timeCount += timestampsMs.length;
  }
  const times = new Float64Array(timeCount);
  for (const [array, from] of startOf) times.set(array, from);
  const values = new Float64Array(lengths.reduce((total, length) => total + length, 0));
  let at = 0;
  for (const one of series) {
    values.set(one.values, at);
    at += one.values.length;
  }
  return { type: 'matrix', labels: series.map(({ labels }) => labels), lengths, timesFrom, times, values };
}

export const buffersOf = (part: PackedSeries): ArrayBuffer[] =>
  part.type === 'vector'
    ? [part.values.buffer]
    : [part.lengths.buffer, part.timesFrom.buffer, part.times.buffer, part.values.buffer];

/** The series again; those of a matrix are views into the large arrays. */
export function unpackSeries(part: PackedSeries): ResultSeries[] {
  if (part.type === 'vector') {
    const { timestampMs, values } = part;
    return part.labels.map((labels, i) => ({ labels, value: values[i]!, timestampMs }));
  }
  const { lengths, timesFrom, times, values } = part;
  let at = 0;
  return part.labels.map((labels, i) => {
    const from = timesFrom[i]!;
    const length = lengths[i]!;
    at += length;
    return { labels, timestampsMs: times.subarray(from, from + length), values: values.subarray(at - length, at) };
  });
}
