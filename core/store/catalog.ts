import type { Labels, Matcher } from '../shared/index.ts';
import type { Series, SeriesIndex } from './series-index.ts';

/** Sets of matchers are a union, as repeated `match[]` parameters are; no set at all means every series. */
export type MatcherSets = readonly (readonly Matcher[])[];

/** What series there are in a time range (inclusive, Unix ms). Answers from memory. */
export class Catalog {
  private readonly index: SeriesIndex;

  constructor(index: SeriesIndex) {
    this.index = index;
  }

  series(sets: MatcherSets, startMs: number, endMs: number): Labels[] {
    return this.within(sets, startMs, endMs).map((series) => this.index.labelsOf(series));
  }

  /** Sorted, `__name__` among them. */
  labelNames(sets: MatcherSets, startMs: number, endMs: number): string[] {
    const { pairs } = this.index;
    const names = new Set<string>();
    for (const series of this.within(sets, startMs, endMs))
      for (const pair of series.pairs) names.add(pairs.nameOf(pair));
    return [...names].sort();
  }

  /** Sorted. */
  labelValues(name: string, sets: MatcherSets, startMs: number, endMs: number): string[] {
    const { pairs } = this.index;
    const nameId = pairs.nameId(name);
    const values = new Set<string>();
    for (const series of this.within(sets, startMs, endMs)) {
      const pair = series.pairs.find((pair) => pairs.nameIdOf(pair) === nameId);
      if (pair !== undefined) values.add(pairs.valueOf(pair));
    }
    return [...values].sort();
  }

  private within(sets: MatcherSets, startMs: number, endMs: number): Series[] {
    const found = sets.length === 1 ? this.index.matching(sets[0]!) : this.union(sets);
    return found.filter((series) => series.minMs <= endMs && series.maxMs >= startMs);
  }

  private union(sets: MatcherSets): Series[] {
    if (sets.length === 0) return [...this.index.all()];
    return [...new Set(sets.flatMap((matchers) => this.index.matching(matchers)))];
  }
}
