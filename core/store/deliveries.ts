import type Database from 'better-sqlite3';

/** A message to a receiver of alerts: one that waits, or what became of it. `message` is whatever was to be sent, as JSON. */
export interface DeliveryRow {
  id: number;
  receiver: string;
  groupKey: string;
  isTest: boolean;
  state: 'waiting' | 'delivered' | 'failed' | 'superseded' | 'dropped';
  createdAtMs: number;
  finishedAtMs: number | null;
  dueAtMs: number;
  attempts: number;
  note: string | null;
  message: unknown;
}

export interface DeliveryRepository {
  /** Returns its number. */
  add(row: Omit<DeliveryRow, 'id'>): number;
  save(row: DeliveryRow): void;
  remove(id: number): void;
  /** Those that wait, oldest first. */
  waiting(): DeliveryRow[];
  /** Newest first, of one receiver or of all, older than a number if one is given. */
  list(limit: number, receiver?: string, beforeId?: number): DeliveryRow[];
  /** The newest of a receiver that is done with. */
  lastOf(receiver: string): DeliveryRow | null;
  lastDeliveredAtMs(receiver: string): number | null;
  /** Removes at most `limit` of those done with that are older than a time or beyond the newest thousands. */
  prune(beforeMs: number, keep: number, limit: number): number;
}

/** Enough to look back on; what waits is bounded by whoever puts it here. */
const KEPT = 5_000;

type Row = Omit<DeliveryRow, 'isTest' | 'message'> & { isTest: 0 | 1; message: string };

const ROWS = `SELECT id, receiver, group_key AS groupKey, is_test AS isTest, state, created_ms AS createdAtMs,
  finished_ms AS finishedAtMs, due_ms AS dueAtMs, attempts, note, message FROM delivery`;

export function createDeliveryRepository(db: Database): DeliveryRepository {
  const insert = db.prepare(
    `INSERT INTO delivery (receiver, group_key, is_test, state, created_ms, finished_ms, due_ms, attempts, note, message)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = db.prepare(
    'UPDATE delivery SET state = ?, finished_ms = ?, due_ms = ?, attempts = ?, note = ?, message = ? WHERE id = ?',
  );
  const remove = db.prepare('DELETE FROM delivery WHERE id = ?');
  const waiting = db.prepare<Row>(`${ROWS} WHERE state = 'waiting' ORDER BY id`);
  const newest = db.prepare<Row>(`${ROWS} WHERE id < ? ORDER BY id DESC LIMIT ?`);
  const newestOf = db.prepare<Row>(`${ROWS} WHERE receiver = ? AND id < ? ORDER BY id DESC LIMIT ?`);
  const last = db.prepare<Row>(`${ROWS} WHERE receiver = ? AND state <> 'waiting' ORDER BY id DESC LIMIT 1`);
  const delivered = db
    .prepare<number>(
      "SELECT finished_ms FROM delivery WHERE receiver = ? AND state = 'delivered' ORDER BY id DESC LIMIT 1",
    )
    .pluck();
  const prune = db.prepare(
    `DELETE FROM delivery WHERE id IN (
       SELECT id FROM delivery WHERE state <> 'waiting'
         AND (created_ms < ? OR id <= (SELECT max(id) FROM delivery) - ?) ORDER BY id LIMIT ?)`,
  );

  const toRow = (row: Row): DeliveryRow => ({
    ...row,
    isTest: row.isTest === 1,
    message: JSON.parse(row.message) as unknown,
  });

  return {
    add({ receiver, groupKey, isTest, state, createdAtMs, finishedAtMs, dueAtMs, attempts, note, message }) {
      const params = [receiver, groupKey, isTest ? 1 : 0, state, createdAtMs, finishedAtMs, dueAtMs, attempts, note];
      const { lastInsertRowid } = insert.run(...params, JSON.stringify(message));
      return Number(lastInsertRowid);
    },
    save({ id, state, finishedAtMs, dueAtMs, attempts, note, message }) {
      update.run(state, finishedAtMs, dueAtMs, attempts, note, JSON.stringify(message), id);
    },
    remove(id) {
      remove.run(id);
    },
    waiting: () => waiting.all().map(toRow),
    list(limit, receiver, beforeId = Number.MAX_SAFE_INTEGER) {
      const rows = receiver === undefined ? newest.all(beforeId, limit) : newestOf.all(receiver, beforeId, limit);
      return rows.map(toRow);
    },
    lastOf(receiver) {
      const row = last.get(receiver);
      return row === undefined ? null : toRow(row);
    },
    lastDeliveredAtMs: (receiver) => delivered.get(receiver) ?? null,
    prune: (beforeMs, keep, limit) => prune.run(beforeMs, Math.min(keep, KEPT), limit).changes,
  };
}
