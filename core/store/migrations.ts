import type Database from 'better-sqlite3';
import { chunkCount } from './chunk-reader.ts';

/**
 * The schema as numbered steps: step i brings a file from version i to i + 1 (SQLite's user_version). Steps that were
 * released are never edited; a change is a new step at the end.
 */
const migrations: readonly string[] = [
  `
  -- A label pair is stored once; a series is its pairs, ordered by label name, as LEB128 identifiers.
  CREATE TABLE label_pair (id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL) STRICT;
  CREATE TABLE series (id INTEGER PRIMARY KEY AUTOINCREMENT, pairs BLOB NOT NULL) STRICT;

  -- Finished chunks, in the order they were finished, so that pages fill up and are not split.
  CREATE TABLE chunk (
    id INTEGER PRIMARY KEY,
    series_id INTEGER NOT NULL,
    min_ms INTEGER NOT NULL,
    span_ms INTEGER NOT NULL,
    data BLOB NOT NULL
  ) STRICT;
  CREATE INDEX chunk_by_series ON chunk (series_id, min_ms);

  -- The head: the open chunk of each series (empty: none) as of log record log_id, and the samples appended since. Beside
  -- it what is known of the finished chunks: when the series begins and when the last of them ends.
  -- A row saved anew goes to the end, where pages are full, and its old page empties along with its neighbours.
  CREATE TABLE head (
    id INTEGER PRIMARY KEY,
    series_id INTEGER NOT NULL UNIQUE,
    log_id INTEGER NOT NULL,
    begin_ms INTEGER,
    closed_ms INTEGER,
    min_ms INTEGER NOT NULL,
    data BLOB NOT NULL
  ) STRICT;
  CREATE TABLE head_log (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;

  -- What the store remembers about itself, as JSON.
  CREATE TABLE internal (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE metric_metadata (metric TEXT PRIMARY KEY, type TEXT NOT NULL, help TEXT NOT NULL, unit TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE prediction_class (
    id INTEGER PRIMARY KEY,
    model TEXT NOT NULL,
    model_version TEXT NOT NULL,
    class_index INTEGER NOT NULL,
    label TEXT NOT NULL,
    UNIQUE (model, model_version, class_index, label)
  ) STRICT;
  CREATE TABLE prediction (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    time_ms INTEGER NOT NULL,
    class_id INTEGER NOT NULL REFERENCES prediction_class (id),
    confidence REAL NOT NULL,
    latency_ms REAL NOT NULL
  ) STRICT;
  CREATE INDEX prediction_by_time ON prediction (time_ms);

  CREATE TABLE load_run (id TEXT PRIMARY KEY, started_at_ms INTEGER NOT NULL, state TEXT NOT NULL, run TEXT NOT NULL) STRICT;
  CREATE INDEX load_run_by_start ON load_run (started_at_ms);
  CREATE TABLE load_tick (seq INTEGER PRIMARY KEY, run_id TEXT NOT NULL REFERENCES load_run (id) ON DELETE CASCADE, tick TEXT NOT NULL) STRICT;
  CREATE INDEX load_tick_by_run ON load_tick (run_id, seq);

  CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- What the drift detector said of each prediction. The prediction itself may be kept for another time than this.
  CREATE TABLE drift_reading (
    seq INTEGER PRIMARY KEY,
    prediction_id TEXT NOT NULL UNIQUE,
    time_ms INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    statistic REAL NOT NULL,
    threshold REAL NOT NULL,
    is_drift INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX drift_reading_by_time ON drift_reading (time_ms);
  CREATE INDEX drift_reading_flagged ON drift_reading (seq) WHERE is_drift = 1;
  `,
  `
  -- Whether the service made a small picture of it.
  ALTER TABLE drift_reading ADD COLUMN pictured INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- Notes on charts: a moment, or a span of time; tags as JSON.
  CREATE TABLE annotation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    text TEXT NOT NULL,
    tags TEXT NOT NULL,
    source TEXT NOT NULL
  ) STRICT;
  CREATE INDEX annotation_by_time ON annotation (from_ms);
  `,
  `
  -- Messages about alerts: those on their way, and what became of the others.
  CREATE TABLE delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    receiver TEXT NOT NULL,
    group_key TEXT NOT NULL,
    is_test INTEGER NOT NULL,
    state TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    finished_ms INTEGER,
    due_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    note TEXT,
    message TEXT NOT NULL
  ) STRICT;
  CREATE INDEX delivery_by_receiver ON delivery (receiver, id);
  CREATE INDEX delivery_waiting ON delivery (id) WHERE state = 'waiting';

  -- Small JSON documents: silences, alerts that are known, what receivers were told of.
  CREATE TABLE document (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key)) STRICT, WITHOUT ROWID;
  `,
  `
  -- How many samples the finished chunks hold together, kept by whoever adds or removes one.
  CREATE TABLE chunk_total (samples INTEGER NOT NULL) STRICT;
  INSERT INTO chunk_total SELECT coalesce(sum(samples_in(data)), 0) FROM chunk;
  CREATE TRIGGER chunk_added AFTER INSERT ON chunk BEGIN
    UPDATE chunk_total SET samples = samples + samples_in(NEW.data);
  END;
  CREATE TRIGGER chunk_removed AFTER DELETE ON chunk BEGIN
    UPDATE chunk_total SET samples = samples - samples_in(OLD.data);
  END;
  `,
  `
  -- Every change of an alert's state. Labels as JSON in the order of their names: with the rule they are the alert's identity.
  CREATE TABLE alert_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time_ms INTEGER NOT NULL,
    file TEXT NOT NULL,
    "group" TEXT NOT NULL,
    rule TEXT NOT NULL,
    labels TEXT NOT NULL,
    annotations TEXT NOT NULL,
    state_from TEXT NOT NULL,
    state_to TEXT NOT NULL,
    value TEXT NOT NULL
  ) STRICT;
  CREATE INDEX alert_change_by_time ON alert_change (time_ms);
  `,
  `
  -- Which of the numbers watched one by one the statistic is of.
  ALTER TABLE drift_reading ADD COLUMN feature TEXT;
  -- Reference rows nearest to it, as JSON.
  ALTER TABLE drift_reading ADD COLUMN nearest TEXT;
  `,
  `
  CREATE TABLE scenario_run (id TEXT PRIMARY KEY, started_at_ms INTEGER NOT NULL, run TEXT NOT NULL) STRICT;
  CREATE INDEX scenario_run_by_start ON scenario_run (started_at_ms);
  `,
];

export const schemaVersion = migrations.length;

/**
 * Brings the schema up to date (or, in tests, to an older version), each step in its own transaction. Throws when the file
 * is from a newer Telltale.
 */
export function migrate(db: Database, target = schemaVersion): void {
  // For the triggers that count samples.
  db.function('samples_in', { deterministic: true }, chunkCount);
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > schemaVersion) {
    throw new Error(
      `The store has schema version ${version}, this Telltale knows ${schemaVersion}. Use a newer Telltale, or another data directory.`,
    );
  }
  for (const [offset, step] of migrations.slice(version, target).entries()) {
    db.transaction(() => {
      db.exec(step);
      db.pragma(`user_version = ${version + offset + 1}`);
    })();
  }
}
