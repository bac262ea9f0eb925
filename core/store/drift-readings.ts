import type Database from 'better-sqlite3';
import type { DriftEpisode, DriftReading, DriftSample } from '../shared/index.ts';

/** How far the service's drift readings have been read: a position in one life of the service. */
export interface DriftCursor {
  epoch: string;
  next: number;
}

export interface DriftReadingRepository {
  /** Where reading goes on; null when nothing was read yet. */
  cursor(): DriftCursor | null;
  /** Adds readings and moves the cursor in one transaction; returns how many were new (by prediction). */
  add(readings: readonly DriftReading[], cursor: DriftCursor): number;
  /** The newest with startMs <= time <= endMs, oldest first, each with what the model said of its picture. */
  latest(limit: number, startMs?: number, endMs?: number): DriftSample[];
  /** The newest that were flagged and have a picture, newest first. */
  latestFlagged(limit: number): DriftSample[];
  /** Unbroken runs of flagged readings, among the newest `flagged` of them, oldest first. */
  episodes(flagged: number): DriftEpisode[];
  count(): number;
  /** Removes at most `limit` of those older than a time or beyond the newest `keep`, oldest first; returns how many. */
  prune(beforeMs: number, keep: number, limit: number): number;
}

type Row = Omit<DriftSample, 'isDrift' | 'pictured' | 'nearest'> & {
  isDrift: 0 | 1;
  pictured: 0 | 1;
  nearest: string | null;
};

const SAMPLES = `SELECT d.prediction_id AS id, d.time_ms AS timeMs, d.sample AS sample, d.statistic AS statistic,
    d.threshold AS threshold, d.feature AS feature, d.nearest AS nearest, d.is_drift AS isDrift, d.pictured AS pictured, c.label AS label, p.confidence AS confidence
  FROM drift_reading d
  LEFT JOIN prediction p ON p.id = d.prediction_id
  LEFT JOIN prediction_class c ON c.id = p.class_id`;

/** Readings are numbered without gaps, so flagged ones in a row differ by as much in number as in place. */
const EPISODES = `
  WITH flagged AS (
    SELECT seq, time_ms, statistic FROM drift_reading WHERE is_drift = 1 ORDER BY seq DESC LIMIT ?
  ),
  numbered AS (SELECT *, seq - row_number() OVER (ORDER BY seq) AS island FROM flagged)
  SELECT min(time_ms) AS fromMs, max(time_ms) AS lastMs, count(*) AS samples, max(statistic) AS peak,
    max(seq) = (SELECT max(seq) FROM drift_reading) AS lasts
  FROM numbered GROUP BY island ORDER BY fromMs`;

export function createDriftReadingRepository(db: Database): DriftReadingRepository {
  const cursorKey = 'drift-cursor';
  const readCursor = db.prepare<string>('SELECT value FROM internal WHERE key = ?').pluck();
  const writeCursor = db.prepare('INSERT OR REPLACE INTO internal (key, value) VALUES (?, ?)');
  const insert = db.prepare(
    `INSERT OR IGNORE INTO drift_reading (prediction_id, time_ms, sample, statistic, threshold, feature, nearest, is_drift, pictured)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const within = db.prepare<Row>(`${SAMPLES} WHERE d.time_ms BETWEEN ? AND ? ORDER BY d.seq DESC LIMIT ?`);
  const newest = db.prepare<Row>(`${SAMPLES} ORDER BY d.seq DESC LIMIT ?`);
  const flagged = db.prepare<Row>(`${SAMPLES} WHERE d.is_drift = 1 AND d.pictured = 1 ORDER BY d.seq DESC LIMIT ?`);
  const episodes = db.prepare<Omit<DriftEpisode, 'lasts'> & { lasts: 0 | 1 }>(EPISODES);
  const count = db.prepare<number>('SELECT count(*) FROM drift_reading').pluck();
  // They come nearly in order of time: looking at the first few is enough.
  const prune = db.prepare(
    `DELETE FROM drift_reading WHERE seq < (SELECT min(seq) FROM drift_reading) + ?
       AND (time_ms < ? OR seq <= (SELECT max(seq) FROM drift_reading) - ?)`,
  );

  const toSample = (row: Row): DriftSample => ({
    ...row,
    isDrift: row.isDrift === 1,
    pictured: row.pictured === 1,
    nearest: row.nearest === null ? null : (JSON.parse(row.nearest) as DriftSample['nearest']),
  });
  const add = db.transaction((readings: readonly DriftReading[], cursor: DriftCursor) => {
    let added = 0;
    for (const { id, timeMs, sample, statistic, threshold, feature, nearest, isDrift, pictured } of readings) {
      const rest = [feature, nearest && JSON.stringify(nearest), isDrift ? 1 : 0, pictured ? 1 : 0];
      added += insert.run(id, timeMs, sample, statistic, threshold, ...rest).changes;
    }
    writeCursor.run(cursorKey, JSON.stringify(cursor));
    return added;
  });

  return {
    cursor() {
      const text = readCursor.get(cursorKey);
      return text === undefined ? null : (JSON.parse(text) as DriftCursor);
    },
    add: (readings, cursor) => add.immediate(readings, cursor),
    latest(limit, startMs, endMs) {
      const isWhole = startMs === undefined && endMs === undefined;
      const rows = isWhole ? newest.all(limit) : within.all(startMs ?? 0, endMs ?? Number.MAX_SAFE_INTEGER, limit);
      return rows.reverse().map(toSample);
    },
    latestFlagged: (limit) => flagged.all(limit).map(toSample),
    episodes: (flagged) => episodes.all(flagged).map((episode) => ({ ...episode, lasts: episode.lasts === 1 })),
    count: () => count.get() ?? 0,
    prune: (beforeMs, keep, limit) => prune.run(limit, beforeMs, keep).changes,
  };
}
