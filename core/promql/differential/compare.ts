import type { QueryResult } from '../index.ts';
import { PromqlError } from '../promql-error.ts';
import { type Flat, flatten, flattenReply, near } from './flat.ts';
import { inHull } from './hull.ts';
import { failsSince35, isFault, wellSince35 } from './known-differences.ts';
import type { Reply } from './real-prometheus.ts';

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
  const [mine, theirs] = [flatten(ours), flattenReply(real.data)];
  return differentSeries(mine, theirs) ?? differentRemarksOf(ours, real);
}

/**
 * True when Prometheus's answer lies within what several computations of ours span. They differ by nothing but the leeway
 * of the query.
 */
export function isWithin(query: string, ours: readonly (QueryResult | PromqlError)[], real: Reply): boolean {
  if (ours.some((one) => difference(query, one, real) === null)) return true;
  if (real.status === 'error') return false;
  const results = ours.filter((one): one is QueryResult => !(one instanceof PromqlError));
  return (
    results.some((one) => differentRemarksOf(one, real) === null) &&
    inHull(flattenReply(real.data), results.map(flatten))
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

function differentRemarksOf(ours: QueryResult, real: Extract<Reply, { status: 'success' }>): string | null {
  return (
    differentRemarks('warnings', ours.warnings, real.warnings ?? []) ??
    differentRemarks('infos', ours.infos, real.infos ?? [])
  );
}

function differentRemarks(what: string, mine: readonly string[], theirs: readonly string[]): string | null {
  // Which of many are left out is chance; and that of a sort, which 3.5 does not make, may be the one too many.
  if ([...mine, ...theirs].some((text) => text.endsWith('omitted'))) return null;
  const [a, b] = [normal(mine), normal(theirs)];
  return a === b ? null : `other ${what}:\n  ours ${a}\n  real ${b}`;
}

/** Without positions that depend on how Prometheus wraps an expression on the way, and not on the text. */
function normal(remarks: readonly string[]): string {
  const texts = remarks
    .filter((text) => !text.includes('sort is ineffective'))
    .map((text) => text.replace(/ for metric name "[^"]*"/, '').replace(/, got [^ ]*/, ''))
    .map((text) => (/metric might not|quantile value/.test(text) ? text.replace(/ \(\d+:\d+\)$/, '') : text));
  return [...new Set(texts)].sort().join('\n');
}
