import type { Labels } from '../../shared/index.ts';
import type { QueryResult } from '../index.ts';
import { compareLabelSets, LabelSet } from '../label-set.ts';
import { PromqlError } from '../promql-error.ts';
import type { Reply } from './real-prometheus.ts';

/** A result in one shape for both engines: series sorted by labels, times in ms. */
interface Flat {
  type: string;
  series: { labels: LabelSet; points: [number, number][] }[];
  text?: string;
}

const TOLERANCE = 1e-9;

/** What differs between the two answers, in words; null when they agree to 1e-9 relative. */
export function difference(query: string, ours: QueryResult | PromqlError, real: Reply): string | null {
  if (isFault(query)) return null;
  if (ours instanceof PromqlError) {
    if (real.status === 'success' && failsSince35(ours, query)) return null;
    if (real.status === 'success') return `we fail (${ours.errorType}: ${ours.message}), Prometheus does not`;
    if (ours.errorType === real.errorType) return null;
    return `we fail with ${ours.errorType} (${ours.message}), Prometheus with ${real.errorType} (${real.error})`;
  }
  if (real.status === 'error' && wellSince35(real.error)) return null;
  if (real.status === 'error') return `Prometheus fails (${real.errorType}: ${real.error}), we do not`;
  if (isUnstable(query)) return null;
  const [mine, theirs] = [flatten(ours), flattenReply(real.data)];
  return (
    differentSeries(mine, theirs) ??
    differentRemarks('warnings', ours.warnings, real.warnings ?? []) ??
    differentRemarks('infos', ours.infos, real.infos ?? [])
  );
}

function differentSeries(mine: Flat, theirs: Flat): string | null {
  if (mine.type !== theirs.type) return `we give a ${mine.type}, Prometheus a ${theirs.type}`;
  if (mine.text !== theirs.text) return `we give ${mine.text}, Prometheus ${theirs.text}`;
  const names = (flat: Flat): string => flat.series.map(({ labels }) => String(labels)).join(' ');
  if (names(mine) !== names(theirs)) return `other series:\n  ours ${names(mine)}\n  real ${names(theirs)}`;
  for (const [i, { labels, points }] of mine.series.entries()) {
    const others = theirs.series[i]!.points;
    if (points.length !== others.length)
      return `${String(labels)}: we give ${points.length} points, Prometheus ${others.length}`;
    for (const [p, [ms, value]] of points.entries()) {
      const [otherMs, other] = others[p]!;
      if (ms !== otherMs) return `${String(labels)}: we have a point at ${ms}, Prometheus at ${otherMs}`;
      if (!near(value, other)) return `${String(labels)} at ${ms}: we give ${value}, Prometheus ${other}`;
    }
  }
  return null;
}

export function near(a: number, b: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

function differentRemarks(what: string, mine: readonly string[], theirs: readonly string[]): string | null {
  // Which of many are left out is chance.
  if (theirs.some((text) => text.endsWith('omitted'))) return null;
  const [a, b] = [normal(mine), normal(theirs)];
  return a === b ? null : `other ${what}:\n  ours ${a}\n  real ${b}`;
}

const byLabels = (type: string, series: Flat['series']): Flat => ({
  type,
  series: series.sort((a, b) => compareLabelSets(a.labels, b.labels)),
});

function flatten({ value }: QueryResult): Flat {
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

function flattenReply({ resultType, result }: { resultType: string; result: unknown }): Flat {
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

/**
 * The Prometheus at hand is 3.5; these are the points in which later ones, and we, differ from it.
 *
 * 3.6: NaN for k fails. 3.7: no empty metric names in remarks. 3.9: a comparison that filters a pair out no longer hides
 * that it matched many-to-one; series that label_replace, label_join and unary minus make equal are joined when they do
 * not overlap. 3.12: sort warns in a range query.
 */
function failsSince35(ours: PromqlError, query: string): boolean {
  const compares = /[<>=!]=|[<>]/.test(query);
  return (
    (compares && ours.message.startsWith('multiple matches for labels')) || ours.message === 'Parameter value is NaN'
  );
}

/**
 * Queries whose result is all rounding: a remainder or a sine of something large, the spread of times, which lie close
 * together and far from zero.
 */
const isUnstable = (query: string): boolean =>
  (/%|\b(?:sin|cos|tan)\b/.test(query) && /\^|exp|sinh|cosh|1e308|odd/.test(query)) ||
  (/stddev|stdvar|deriv|predict_linear/.test(query) && /time/.test(query));

/**
 * What Prometheus itself gets wrong: `timestamp(v offset d @ t)` forgets the offset, a pinned selector within a shifted
 * subquery may be read at another time, `[10 x]` is a range, and the labels of `absent` depend on which blocks it has
 * looked into when a label has several matchers.
 */
const isFault = (query: string): boolean =>
  forgetsOffset(query) ||
  /@.*\[[^\]]*:[^\]]*\].*(?:@|\boffset\b)/i.test(query) ||
  /\[\s*[\d.]+\s+\w/.test(query) ||
  /absent.*\b(\w+)(?:!?=|[=!]~)"[^{]*\b\1[!=]/.test(query);
const forgetsOffset = (query: string): boolean => /timestamp\(.*(?:@.*\boffset\b|\boffset\b.*@)/i.test(query);

const wellSince35 = (error: string): boolean =>
  error === 'vector cannot contain metrics with the same labelset' || error.includes('"first_over_time"');

/** Without positions that depend on how Prometheus wraps an expression on the way, and not on the text. */
function normal(remarks: readonly string[]): string {
  const texts = remarks
    .filter((text) => !text.includes('sort is ineffective'))
    .map((text) => text.replace(/ for metric name "[^"]*"/, '').replace(/, got [^ ]*/, ''))
    .map((text) => (/metric might not|quantile value/.test(text) ? text.replace(/ \(\d+:\d+\)$/, '') : text));
  return [...new Set(texts)].sort().join('\n');
}
