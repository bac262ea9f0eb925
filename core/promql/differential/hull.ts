import { type Flat, near } from './flat.ts';

/** How far beyond the values computed another one may lie, in widths of what they span. */
const MARGIN = 3;

/** Every value that several computations of one query gave to a point; undefined: no such point. */
type Spread = (number | undefined)[];

/**
 * True when an answer lies within what several computations of the same query span, point by point: near one of them, or
 * between the least and the greatest and not far beyond. Where they all agree that is no leeway at all.
 */
export function inHull(answer: Flat, computed: readonly Flat[]): boolean {
  if (computed.some(({ type, text }) => type !== answer.type || text !== answer.text)) return false;
  const theirs = pointsOf(answer);
  const ours = computed.map(pointsOf);
  const places = new Set([theirs, ...ours].flatMap((points) => [...points.keys()]));
  return [...places].every((place) =>
    isInside(
      theirs.get(place),
      ours.map((points) => points.get(place)),
    ),
  );
}

function pointsOf({ series }: Flat): Map<string, number> {
  const points = new Map<string, number>();
  for (const { labels, points: ofSeries } of series) {
    for (const [ms, value] of ofSeries) points.set(`${labels.key} ${ms}`, value);
  }
  return points;
}

function isInside(value: number | undefined, spread: Spread): boolean {
  if (value === undefined) return spread.includes(undefined);
  if (spread.some((one) => one !== undefined && near(one, value))) return true;
  const finite = spread.filter((one) => one !== undefined && Number.isFinite(one)) as number[];
  if (finite.length === 0 || !Number.isFinite(value)) return false;
  const [least, greatest] = [Math.min(...finite), Math.max(...finite)];
  const margin = MARGIN * (greatest - least);
  return value >= least - margin && value <= greatest + margin;
}
