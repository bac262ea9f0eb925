import type Database from 'better-sqlite3';
import type { Labels, Matcher, MetricMetadata, SeriesData } from '../shared/index.ts';
import { type AnnotationRepository, createAnnotationRepository } from './annotations.ts';
import { type AlertChangeRepository, createAlertChangeRepository } from './alert-changes.ts';
import { importBatch } from './backfill.ts';
import { createCatalog, type SeriesCatalog } from './catalog.ts';
import { createContents, type StoreContents } from './contents.ts';
import { ChunkEditor } from './chunk-editor.ts';
import { closeDatabase, openDatabase } from './database.ts';
import { deleteMatching } from './delete-samples.ts';
import { createDeliveryRepository, type DeliveryRepository } from './deliveries.ts';
import { createDocumentRepository, type DocumentRepository } from './documents.ts';
import { createDriftReadingRepository, type DriftReadingRepository } from './drift-readings.ts';
import { HeadFile } from './head-file.ts';
import { loadIndex } from './load-index.ts';
import { createLoadRunRepository, type LoadRunRepository } from './load-runs.ts';
import { DEFAULT_RETENTION, Maintenance, type Retention } from './maintenance.ts';
import { MetadataBook } from './metric-metadata.ts';
import { createPredictionRepository, type PredictionRepository } from './predictions.ts';
import type { SampleBatch } from './sample-batch.ts';
import { SampleReader } from './sample-reader.ts';
import { SampleWriter, type AppendResult } from './sample-writer.ts';
import type { MatcherSets } from './series-index.ts';
import { SeriesRemover } from './series-remover.ts';
import { createScenarioRunRepository, type ScenarioRunRepository } from './scenario-runs.ts';
import { createSettingRepository, type SettingRepository } from './settings.ts';
import { startUpkeep } from './upkeep.ts';

export interface StoreOptions {
  /** Path of the SQLite file, or ':memory:'. */
  file: string;
  retention?: Partial<Retention>;
  limits?: { maxSeries?: number };
  now?: () => number;
  log?: { warn(message: string): void };
}

export interface Store extends SeriesCatalog {
  /** Sentences about what was found amiss when opening; empty as a rule. */
  readonly notices: readonly string[];

  /** The number under which samples of this series are appended; 0 when the store holds as many series as it may. */
  seriesRef(labels: Labels): number;
  /** Appends a batch as one transaction. Throws when the file cannot be written. */
  append(batch: SampleBatch): AppendResult;
  /** Appends samples of any age, merging them into the past where they belong; not one transaction but several. */
  importBatch(batch: SampleBatch): Promise<AppendResult>;
  /** Remembers type, help and unit of metrics. */
  setMetadata(entries: Iterable<readonly [string, MetricMetadata]>): void;
  /** Removes the samples between two times (inclusive) of the series that match any of the sets; returns how many. */
  deleteSeries(sets: MatcherSets, startMs: number, endMs: number): Promise<number>;

  /** Samples of the matching series with startMs <= time <= endMs, staleness markers included. */
  select(
    matchers: readonly Matcher[],
    startMs: number,
    endMs: number,
    signal?: AbortSignal,
  ): Promise<readonly SeriesData[]>;
  /** The series that match any of the sets with their samples between two times (inclusive), one after the other. */
  exportSeries(sets: MatcherSets, startMs: number, endMs: number): AsyncGenerator<SeriesData>;
  stats(): StoreStats;
  /** Looks at every series: a millisecond or two when there are many. */
  contents(): StoreContents;

  readonly predictions: PredictionRepository;
  readonly driftReadings: DriftReadingRepository;
  readonly loadRuns: LoadRunRepository;
  readonly annotations: AnnotationRepository;
  readonly deliveries: DeliveryRepository;
  readonly documents: DocumentRepository;
  readonly alertChanges: AlertChangeRepository;
  readonly scenarioRuns: ScenarioRunRepository;
  readonly settings: SettingRepository;

  close(): void;
}

export interface StoreStats {
  /** Bytes in use in the file, without its write-ahead log. */
  bytes: number;
  series: number;
  /** New series that were refused since start, because of the limit. */
  refusedSeries: number;
  maxSeries: number;
  /** Samples appended since start. */
  appendedSamples: number;
  retention: Retention;
}

const DEFAULT_MAX_SERIES = 100_000;

/**
 * Opens the store, creating the file when there is none, and keeps it within its retention until it is closed. A damaged
 * file is set aside, see `notices`. Throws when the file cannot be opened or is from a newer Telltale.
 */
export function openStore({ file, retention, limits, now = Date.now, log }: StoreOptions): Store {
  const maxSeries = limits?.maxSeries ?? DEFAULT_MAX_SERIES;
  const bounds = { ...DEFAULT_RETENTION, ...retention };
  const { db, loaded, notices } = openDatabase(file, now(), (db) => loadSamples(db, maxSeries));
  const { index, head, writer } = loaded;
  const reader = new SampleReader(db, index, writer, (run) => run());
  const editor = new ChunkEditor(db);
  const remover = new SeriesRemover(db, index);
  const metadata = new MetadataBook(db);
  const predictions = createPredictionRepository(db);
  const driftReadings = createDriftReadingRepository(db);
  const deliveries = createDeliveryRepository(db);
  const alertChanges = createAlertChangeRepository(db);
  const records = [predictions, driftReadings, deliveries, alertChanges];
  const maintenance = new Maintenance({ db, index, head, editor, remover, records, retention: bounds });
  const stopUpkeep = startUpkeep(() => maintenance.step(now()), log);

  return {
    notices,
    seriesRef: (labels) => writer.seriesRef(labels),
    append: (batch) => writer.append(batch),
    importBatch: (batch) => importBatch(index, head, editor, batch),
    setMetadata: (entries) => metadata.set(entries),
    deleteSeries: (sets, startMs, endMs) => deleteMatching({ index, head, editor }, sets, startMs, endMs),
    select: (matchers, startMs, endMs, signal) => reader.select(matchers, startMs, endMs, signal),
    exportSeries: (sets, startMs, endMs) => reader.each(sets, startMs, endMs),
    stats: () => ({
      bytes: maintenance.usedBytes(),
      series: index.size,
      refusedSeries: writer.refusedSeries,
      maxSeries,
      appendedSamples: writer.appendedSamples,
      retention: bounds,
    }),
    contents: createContents(db, index, head),
    ...createCatalog(index, () => metadata.all()),
    predictions,
    driftReadings,
    loadRuns: createLoadRunRepository(db),
    annotations: createAnnotationRepository(db),
    deliveries,
    documents: createDocumentRepository(db),
    alertChanges,
    scenarioRuns: createScenarioRunRepository(db),
    settings: createSettingRepository(db),
    close() {
      if (!db.open) return;
      stopUpkeep();
      head.saveAll();
      closeDatabase(db);
    },
  };
}

/** Everything that is kept in memory, read from the file. */
function loadSamples(db: Database, maxSeries: number) {
  const index = loadIndex(db);
  const head = new HeadFile(db, index);
  return { index, head, writer: new SampleWriter(index, head, maxSeries) };
}
