import { isDeepStrictEqual } from 'node:util';
import type { Labels } from '../../shared/index.ts';
import type { Appender } from '../index.ts';

export interface Noted {
  timeMs: number;
  value: number | 'stale';
}

/** An appender that keeps what it is given, by series, for tests to read. */
export class Notebook implements Appender {
  readonly series: { labels: Labels; samples: Noted[] }[] = [];
  readonly types = new Map<string, string>();

  seriesRef(labels: Labels): number {
    const at = this.series.findIndex((series) => isDeepStrictEqual(series.labels, labels));
    return at >= 0 ? at + 1 : this.series.push({ labels, samples: [] });
  }

  append(batch: Parameters<Appender['append']>[0]) {
    for (const [i, ref] of batch.refs.entries()) {
      const timeMs = typeof batch.timestampsMs === 'number' ? batch.timestampsMs : batch.timestampsMs[i]!;
      this.series[ref - 1]!.samples.push({ timeMs, value: batch.stale?.[i] === 1 ? 'stale' : batch.values[i]! });
    }
    return { appended: batch.refs.length, duplicates: 0, outOfOrder: 0, unknown: 0 };
  }

  setMetadata: Appender['setMetadata'] = (entries) => {
    for (const [metric, { type }] of entries) this.types.set(metric, type);
  };

  /** Values of the first series with the name and these labels. */
  of(name: string, labels: Labels = {}): (number | 'stale')[] {
    const wanted = Object.entries({ __name__: name, ...labels });
    const found = this.series.find((series) => wanted.every(([label, value]) => series.labels[label] === value));
    return found?.samples.map(({ value }) => value) ?? [];
  }
}
