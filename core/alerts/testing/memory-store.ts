import { compileMatcher, type Labels, type Matcher, type SeriesData } from '../../shared/index.ts';
import { labelKey } from '../machine/alert.ts';
import type { RuleStore } from '../rule-samples.ts';

interface Held {
  labels: Labels;
  samples: { atMs: number; value: number; stale: boolean }[];
}

/** A store in memory that rules can be evaluated on, and whose series a test can look at. */
export class MemoryStore implements RuleStore {
  private readonly series: Held[] = [];
  private readonly refs = new Map<string, number>();

  seriesRef(labels: Labels): number {
    const key = labelKey(labels);
    const known = this.refs.get(key);
    if (known !== undefined) return known;
    const ref = this.series.push({ labels, samples: [] });
    this.refs.set(key, ref);
    return ref;
  }

  append({ refs, timestampsMs, values, stale }: Parameters<RuleStore['append']>[0]): { outOfOrder: number } {
    refs.forEach((ref, i) => {
      const { samples } = this.series[ref - 1]!;
      const isStale = stale?.[i] === 1;
      if ((samples.at(-1)?.atMs ?? -Infinity) < timestampsMs)
        samples.push({ atMs: timestampsMs, value: isStale ? NaN : values[i]!, stale: isStale });
    });
    return { outOfOrder: 0 };
  }

  add(labels: Labels, atMs: number, value: number): void {
    this.append({
      refs: Uint32Array.of(this.seriesRef(labels)),
      timestampsMs: atMs,
      values: Float64Array.of(value),
      stale: Number.isNaN(value) ? Uint8Array.of(1) : null,
    });
  }

  async select(matchers: readonly Matcher[], startMs: number, endMs: number): Promise<SeriesData[]> {
    const tests = matchers.map((matcher) => ({ name: matcher.name, test: compileMatcher(matcher) }));
    return this.series
      .filter(({ labels }) => tests.every(({ name, test }) => test(labels[name] ?? '')))
      .map(({ labels, samples }) =>
        toSeriesData(
          labels,
          samples.filter(({ atMs }) => atMs >= startMs && atMs <= endMs),
        ),
      )
      .filter(({ values }) => values.length > 0);
  }

  /** The samples of the series with a name, as text: `{a="1"} 0:1 15:stale` with seconds. */
  lines(name: string): string[] {
    return this.series
      .filter(({ labels }) => labels['__name__'] === name)
      .map(({ labels, samples }) => {
        const { __name__: _, ...own } = labels;
        const pairs = Object.entries(own)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, value]) => `${key}=${value}`);
        const points = samples.map(({ atMs, value, stale }) => `${atMs / 1000}:${stale ? 'stale' : value}`);
        return [pairs.join(' '), ...points].join(' ');
      })
      .sort();
  }
}

const toSeriesData = (labels: Labels, samples: Held['samples']): SeriesData => ({
  labels,
  timestampsMs: Float64Array.from(samples, ({ atMs }) => atMs),
  values: Float64Array.from(samples, ({ value }) => value),
  stale: samples.some(({ stale }) => stale) ? Uint8Array.from(samples, ({ stale }) => (stale ? 1 : 0)) : null,
});
