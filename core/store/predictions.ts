import type Database from 'better-sqlite3';
import type { Prediction } from '../shared/index.ts';

/** How far the service's prediction log has been read: a position in one life of the service. */
export interface PredictionCursor {
  epoch: string;
  next: number;
}

export interface PredictionRepository {
  /** Where reading goes on; null when nothing was read yet. */
  cursor(): PredictionCursor | null;
  /** Adds predictions and moves the cursor in one transaction; returns how many were new (by id). */
  add(predictions: readonly Prediction[], cursor: PredictionCursor): number;
  /** Newest first. */
  latest(limit: number): Prediction[];
  get(id: string): Prediction | null;
  count(): number;
  /** Removes at most `limit` of those older than a time or beyond the newest `keep`, oldest first; returns how many. */
  prune(beforeMs: number, keep: number, limit: number): number;
}

const COLUMNS = `p.id AS id, p.time_ms AS timeMs, c.model AS model, c.model_version AS modelVersion,
  c.class_index AS classIndex, c.label AS label, p.confidence AS confidence, p.latency_ms AS latencyMs
  FROM prediction p JOIN prediction_class c ON c.id = p.class_id`;

export function createPredictionRepository(db: Database): PredictionRepository {
  const cursorKey = 'prediction-cursor';
  const readCursor = db.prepare<string>('SELECT value FROM internal WHERE key = ?').pluck();
  const writeCursor = db.prepare('INSERT OR REPLACE INTO internal (key, value) VALUES (?, ?)');
  const addClass = db.prepare(
    'INSERT OR IGNORE INTO prediction_class (model, model_version, class_index, label) VALUES (?, ?, ?, ?)',
  );
  const classId = db
    .prepare<number>(
      'SELECT id FROM prediction_class WHERE model = ? AND model_version = ? AND class_index = ? AND label = ?',
    )
    .pluck();
  const insert = db.prepare(
    'INSERT OR IGNORE INTO prediction (id, time_ms, class_id, confidence, latency_ms) VALUES (?, ?, ?, ?, ?)',
  );
  const latest = db.prepare<Prediction>(`SELECT ${COLUMNS} ORDER BY p.seq DESC LIMIT ?`);
  const byId = db.prepare<Prediction>(`SELECT ${COLUMNS} WHERE p.id = ?`);
  const count = db.prepare<number>('SELECT count(*) FROM prediction').pluck();

  // Predictions come nearly in order of time: looking at the first few is enough.
  const prune = db.prepare(
    `DELETE FROM prediction WHERE seq < (SELECT min(seq) FROM prediction) + ?
       AND (time_ms < ? OR seq <= (SELECT max(seq) FROM prediction) - ?)`,
  );

  const idOfClass = ({ model, modelVersion, classIndex, label }: Prediction): number => {
    const known = classId.get(model, modelVersion, classIndex, label);
    if (known !== undefined) return known;
    return Number(addClass.run(model, modelVersion, classIndex, label).lastInsertRowid);
  };
  const add = db.transaction((predictions: readonly Prediction[], cursor: PredictionCursor) => {
    let added = 0;
    for (const prediction of predictions) {
      const { id, timeMs, confidence, latencyMs } = prediction;
      added += insert.run(id, timeMs, idOfClass(prediction), confidence, latencyMs).changes;
    }
    writeCursor.run(cursorKey, JSON.stringify(cursor));
    return added;
  });

  return {
    cursor() {
      const text = readCursor.get(cursorKey);
      return text === undefined ? null : (JSON.parse(text) as PredictionCursor);
    },
    add: (predictions, cursor) => add.immediate(predictions, cursor),
    latest: (limit) => latest.all(limit),
    get: (id) => byId.get(id) ?? null,
    count: () => count.get() ?? 0,
    prune: (beforeMs, keep, limit) => prune.run(limit, beforeMs, keep).changes,
  };
}
