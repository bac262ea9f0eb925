import type Database from 'better-sqlite3';
import type { AlertChange, AlertState, Labels } from '../shared/index.ts';

/** The history of alerts: every change of state. */
export interface AlertChangeRepository {
  add(changes: readonly AlertChange[]): void;
  /** The newest with startMs <= time <= endMs, oldest first. */
  between(startMs: number, endMs: number, limit: number): AlertChange[];
  /** For each alert that was pending or firing at a time, the change that made it so. */
  standingAt(timeMs: number): AlertChange[];
  /** Removes at most `limit` of those older than a time or beyond the newest `keep`, oldest first; returns how many. */
  prune(beforeMs: number, keep: number, limit: number): number;
}

interface Row {
  timeMs: number;
  file: string;
  group: string;
  rule: string;
  labels: string;
  annotations: string;
  from: AlertState;
  to: AlertState;
  value: string;
}

const COLUMNS = `time_ms AS timeMs, file, "group", rule, labels, annotations, state_from AS "from", state_to AS "to", value`;

export function createAlertChangeRepository(db: Database): AlertChangeRepository {
  const insert = db.prepare(
    `INSERT INTO alert_change (time_ms, file, "group", rule, labels, annotations, state_from, state_to, value)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const between = db.prepare<Row>(
    `SELECT ${COLUMNS} FROM alert_change WHERE time_ms BETWEEN ? AND ? ORDER BY id DESC LIMIT ?`,
  );
  const standing = db.prepare<Row>(
    `SELECT ${COLUMNS} FROM alert_change
     WHERE id IN (SELECT max(id) FROM alert_change WHERE time_ms <= ? GROUP BY file, "group", rule, labels)
       AND state_to != 'inactive' ORDER BY id`,
  );
  const prune = db.prepare(
    `DELETE FROM alert_change WHERE id < (SELECT min(id) FROM alert_change) + ?
       AND (time_ms < ? OR id <= (SELECT max(id) FROM alert_change) - ?)`,
  );
  const toChange = ({ labels, annotations, ...row }: Row): AlertChange => ({
    ...row,
    labels: JSON.parse(labels) as Labels,
    annotations: JSON.parse(annotations) as Labels,
  });

  return {
    add: db.transaction((changes: readonly AlertChange[]) => {
      for (const { timeMs, file, group, rule, labels, annotations, from, to, value } of changes)
        insert.run(timeMs, file, group, rule, ordered(labels), JSON.stringify(annotations), from, to, value);
    }),
    between: (startMs, endMs, limit) => between.all(startMs, endMs, limit).reverse().map(toChange),
    standingAt: (timeMs) => standing.all(timeMs).map(toChange),
    prune: (beforeMs, keep, limit) => prune.run(limit, beforeMs, keep).changes,
  };
}

/** The same text for the same labels: alerts are grouped by it. */
const ordered = (labels: Labels): string =>
  JSON.stringify(Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))));
