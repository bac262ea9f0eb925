import Database from 'better-sqlite3';
import type { Matcher, SeriesData } from '../shared/index.ts';
import { FileHead } from './file-head.ts';
import { SampleReader } from './sample-reader.ts';
import { decodePairs, SeriesIndex } from './series-index.ts';
import { REMOVALS } from './series-remover.ts';

/** Reads samples while another thread or process writes them. */
export interface StoreReader {
  /** As `Store.select`. Sees every sample whose append has returned when it is called. */
  select(
    matchers: readonly Matcher[],
    startMs: number,
    endMs: number,
    signal?: AbortSignal,
  ): Promise<readonly SeriesData[]>;
  close(): void;
}

/**
 * Opens a store's file for reading only, for instance in a worker thread, so that heavy queries never delay a scrape.
 * The store must be open elsewhere, and stay so.
 */
export function openStoreReader(file: string): StoreReader {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
  db.pragma('cache_size = -32000');
  const head = new FileHead(db);
  const statements = {
    removals: db.prepare<string>('SELECT value FROM internal WHERE key = ?').pluck(),
    pairs: db.prepare<PairRow>('SELECT id, name, value FROM label_pair WHERE id > ? ORDER BY id'),
    series: db.prepare<SeriesRow>('SELECT id, pairs FROM series WHERE id > ? ORDER BY id'),
  };
  const atomically = db.transaction((run: () => void) => run());
  let view = newView();
  let version: unknown;

  function newView() {
    const index = new SeriesIndex();
    return { index, samples: new SampleReader(db, index, head, atomically), removals: '', lastPair: 0, lastSeries: 0 };
  }

  /** Takes in what was committed since the last time. */
  const refresh = db.transaction(() => {
    const removals = statements.removals.get(REMOVALS) ?? '';
    if (removals !== view.removals) view = { ...newView(), removals };
    for (const { id, name, value } of statements.pairs.all(view.lastPair)) {
      view.index.pairs.restore(id, name, value);
      view.lastPair = id;
    }
    for (const { id, pairs } of statements.series.all(view.lastSeries)) {
      const series = view.index.add(decodePairs(pairs), id);
      // What the writer knows of its series is not known here: every one may have samples at any time.
      Object.assign(series, { minMs: -Infinity, maxMs: Infinity, closedMs: Infinity });
      view.lastSeries = id;
    }
    head.refresh();
  });

  return {
    async select(matchers, startMs, endMs, signal) {
      const newVersion = db.pragma('data_version', { simple: true });
      if (newVersion !== version) {
        refresh();
        version = newVersion;
      }
      return view.samples.select(matchers, startMs, endMs, signal);
    },
    close: () => {
      db.close();
    },
  };
}

interface PairRow {
  id: number;
  name: string;
  value: string;
}

interface SeriesRow {
  id: number;
  pairs: Uint8Array;
}
