import type { PromqlError } from '../index.ts';

/**
 * The Prometheus at hand is 3.5; these are the points in which later ones, and we, differ from it.
 *
 * 3.6: NaN for k fails. 3.7: no empty metric names in remarks. 3.9: a comparison that filters a pair out no longer hides
 * that it matched many-to-one; series that label_replace, label_join and unary minus make equal are joined when they do
 * not overlap. 3.12: sort warns in a range query.
 */
export function failsSince35(ours: PromqlError, query: string): boolean {
  const compares = /[<>=!]=|[<>]/.test(query);
  return (
    (compares && ours.message.startsWith('multiple matches for labels')) || ours.message === 'Parameter value is NaN'
  );
}

/**
 * What Prometheus itself gets wrong: `timestamp(v offset d @ t)` forgets the offset, a pinned selector within a shifted
 * subquery may be read at another time, `[10 x]` is a range, and the labels of `absent` depend on which blocks it has
 * looked into when a label has several matchers.
 */
export const isFault = (query: string): boolean =>
  forgetsOffset(query) ||
  /@.*\[[^\]]*:[^\]]*\].*(?:@|\boffset\b)/i.test(query) ||
  /\[\s*[\d.]+\s+\w/.test(query) ||
  /absent.*\b(\w+)(?:!?=|[=!]~)"[^{]*\b\1[!=]/.test(query);
const forgetsOffset = (query: string): boolean => /timestamp\(.*(?:@.*\boffset\b|\boffset\b.*@)/i.test(query);

export const wellSince35 = (error: string): boolean =>
  error === 'vector cannot contain metrics with the same labelset' || error.includes('"first_over_time"');
