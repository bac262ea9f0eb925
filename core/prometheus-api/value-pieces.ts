import { formatPlain, formatValue } from '../promql/index.ts';
import type { MatrixSeries, Value } from '../promql/index.ts';
import { listPieces } from './reply.ts';
import type { Pieces } from './reply.ts';

/** Points of a series written as one piece. */
const POINTS_PER_PIECE = 1024;

/**
 * The `data` of a query reply, `{"resultType":…,"result":…}`, in pieces. Written by hand: an object per sample would
 * cost several times the memory and the time of the text itself.
 */
export function* valuePieces(value: Value): Pieces {
  yield `{"resultType":"${value.type}","result":`;
  switch (value.type) {
    case 'scalar':
      yield point(value.timestampMs, formatPlain(value.value));
      break;
    case 'string':
      yield `[${secondsText(value.timestampMs)},${JSON.stringify(value.value)}]`;
      break;
    case 'vector':
      yield* listPieces(
        value.series,
        (series) =>
          `{"metric":${JSON.stringify(series.labels)},"value":${point(series.timestampMs, formatValue(series.value))}}`,
      );
      break;
    case 'matrix':
      yield* matrixPieces(value.series);
      break;
  }
  yield '}';
}

function* matrixPieces(matrix: readonly MatrixSeries[]): Pieces {
  let separator = '[';
  for (const { labels, timestampsMs, values } of matrix) {
    yield `${separator}{"metric":${JSON.stringify(labels)},"values":[`;
    for (let from = 0; from < values.length; from += POINTS_PER_PIECE) {
      const to = Math.min(values.length, from + POINTS_PER_PIECE);
      let piece = '';
      for (let i = from; i < to; i++) piece += (i === 0 ? '' : ',') + point(timestampsMs[i]!, formatValue(values[i]!));
      yield piece;
    }
    yield ']}';
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}

const point = (timestampMs: number, value: string): string => `[${secondsText(timestampMs)},"${value}"]`;

/** Milliseconds as a JSON number of seconds: whole, or with exactly three decimals, as Prometheus writes it. */
export function secondsText(timestampMs: number): string {
  const ms = Math.abs(timestampMs);
  const fraction = ms % 1000;
  const sign = timestampMs < 0 ? '-' : '';
  const whole = `${sign}${(ms - fraction) / 1000}`;
  return fraction === 0 ? whole : `${whole}.${String(fraction).padStart(3, '0')}`;
}
