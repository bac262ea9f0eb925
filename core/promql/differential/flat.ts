import type { Labels } from '../../shared/index.ts';
import type { QueryResult } from '../index.ts';
import { compareLabelSets, LabelSet } from '../label-set.ts';
import type { Reply } from './real-prometheus.ts';

/** A result in one shape for both engines: series sorted by labels, times in ms. */
export interface Flat {
  type: string;
  series: { labels: LabelSet; points: [number, number][] }[];
  text?: string;
}

const byLabels = (type: string, series: Flat['series']): Flat => ({
  type,
  series: series.sort((a, b) => compareLabelSets(a.labels, b.labels)),
});

export function flatten({ value }: QueryResult): Flat {
  switch (value.type) {
    case 'scalar':
      return byLabels('scalar', [{ labels: LabelSet.empty, points: [[value.timestampMs, value.value]] }]);
    case 'string':
      return { type: 'string', series: [], text: value.value };
    case 'vector':
      return byLabels(
        'vector',
        value.series.map((one) => ({ labels: LabelSet.from(one.labels), points: [[one.timestampMs, one.value]] })),
      );
    case 'matrix':
      return byLabels(
        'matrix',
        value.series.map(({ labels, timestampsMs, values }) => ({
          labels: LabelSet.from(labels),
          points: Array.from(values, (x, i) => [timestampsMs[i]!, x]),
        })),
      );
  }
}

type Point = [number, string];

export function flattenReply({ resultType, result }: Extract<Reply, { status: 'success' }>['data']): Flat {
  const point = ([seconds, value]: Point): [number, number] => [Math.round(seconds * 1000), toNumber(value)];
  if (resultType === 'string') return { type: resultType, series: [], text: (result as Point)[1] };
  if (resultType === 'scalar') {
    return byLabels(resultType, [{ labels: LabelSet.empty, points: [point(result as Point)] }]);
  }
  const series = result as { metric: Labels; value?: Point; values?: Point[] }[];
  return byLabels(
    resultType,
    series.map(({ metric, value, values }) => ({
      labels: LabelSet.from(metric),
      points: (values ?? [value!]).map(point),
    })),
  );
}

const toNumber = (text: string): number => (text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text));

const TOLERANCE = 1e-9;

/** Equal to 1e-9 relative. */
export function near(a: number, b: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  // An infinity is near nothing else; below it would make everything near.
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}
