import type { Labels, Matcher, MetricMetadata, SeriesData } from '../shared/index.ts';
import { Catalog, type MatcherSets } from './catalog.ts';
import { openDatabase } from './database.ts';
import { createLoadRunRepository, type LoadRunRepository } from './load-runs.ts';
import { loadIndex } from './load-index.ts';
import { MetadataBook } from './metric-metadata.ts';
import { createPredictionRepository, type PredictionRepository } from './predictions.ts';
import type { SampleBatch } from './sample-batch.ts';
import { SampleReader } from './sample-reader.ts';
import { SampleWriter, type AppendResult } from './sample-writer.ts';
import { createSettingRepository, type SettingRepository } from './settings.ts';

export interface StoreOptions {
  /** Path of the SQLite file, or ':memory:'. */
  file: string;
  limits?: { maxSeries?: number };
  now?: () => number;
}

export interface Store {
  /** Sentences about what was found amiss when opening; empty as a rule. */
  readonly notices: readonly string[];

  /** The number under which samples of this series are appended; 0 when the store holds as many series as it may. */
  seriesRef(labels: Labels): number;
  /** Appends a batch as one transaction. Throws when the file cannot be written. */
  append(batch: SampleBatch): AppendResult;
  /** Remembers type, help and unit of metrics. */
  setMetadata(entries: Iterable<readonly [string, MetricMetadata]>): void;

  /** Samples of the matching series with startMs <= time <= endMs, staleness markers included. */
  select(
    matchers: readonly Matcher[],
    startMs: number,
    endMs: number,
    signal?: AbortSignal,
  ): Promise<readonly SeriesData[]>;
  /** Labels of the series that match any of the sets (all, when there is no set) and have samples in the range. */
  series(sets: MatcherSets, startMs: number, endMs: number): Labels[];
  labelNames(sets: MatcherSets, startMs: number, endMs: number): string[];
  labelValues(name: string, sets: MatcherSets, startMs: number, endMs: number): string[];
  metadata(): ReadonlyMap<string, MetricMetadata>;

  readonly predictions: PredictionRepository;
  readonly loadRuns: LoadRunRepository;
  readonly settings: SettingRepository;

  close(): void;
}

const DEFAULT_MAX_SERIES = 200_000;

/**
 * Opens the store, creating the file when there is none. A damaged file is set aside, see `notices`. Throws when the file
 * cannot be opened or is from a newer Telltale.
 */
export function openStore({ file, limits = {}, now = Date.now }: StoreOptions): Store {
  const { db, notices } = openDatabase(file, now());
  const index = loadIndex(db);
  const writer = new SampleWriter(db, index, limits.maxSeries ?? DEFAULT_MAX_SERIES);
  writer.recover();
  const reader = new SampleReader(db, index, writer);
  const catalog = new Catalog(index);
  const metadata = new MetadataBook(db);
  return {
    notices,
    seriesRef: (labels) => writer.seriesRef(labels),
    append: (batch) => writer.append(batch),
    setMetadata: (entries) => metadata.set(entries),
    select: (matchers, startMs, endMs, signal) => reader.select(matchers, startMs, endMs, signal),
    series: (sets, startMs, endMs) => catalog.series(sets, startMs, endMs),
    labelNames: (sets, startMs, endMs) => catalog.labelNames(sets, startMs, endMs),
    labelValues: (name, sets, startMs, endMs) => catalog.labelValues(name, sets, startMs, endMs),
    metadata: () => metadata.all(),
    predictions: createPredictionRepository(db),
    loadRuns: createLoadRunRepository(db),
    settings: createSettingRepository(db),
    close: () => {
      if (!db.open) return;
      writer.saveAll();
      db.close();
    },
  };
}
