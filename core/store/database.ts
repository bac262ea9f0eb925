import { existsSync, renameSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { reasonOf } from '../shared/index.ts';
import { migrate } from './migrations.ts';

export interface Opened<T> {
  db: Database;
  /** What `load` made of the file. */
  loaded: T;
  /** What the person should know about how the file was found, as sentences. */
  notices: string[];
}

/** A file up to this size is checked page by page each time; a larger one only when it was not closed in order. */
const ALWAYS_CHECKED_BYTES = 256 * 1024 * 1024;

/**
 * Opens the store's file, brings its schema up to date and lets `load` read what it needs. A file that proves damaged is
 * set aside under a new name beside the old one and a fresh one is begun: losing old samples is better than monitoring
 * nothing.
 */
export function openDatabase<T>(file: string, nowMs: number, load: (db: Database) => T): Opened<T> {
  const existed = file !== ':memory:' && existsSync(file);
  const db = new Database(file, { timeout: 5000 });
  try {
    if (existed) checkSound(db, file);
    return { db, loaded: prepare(db, load), notices: [] };
  } catch (error) {
    db.close();
    if (!existed || !isDamage(error)) throw error;
    const aside = setAside(file, nowMs);
    const fresh = new Database(file, { timeout: 5000 });
    const notice = `The store ${file} was damaged (${reasonOf(error)}). It was kept as ${aside} and a new, empty one begun.`;
    return { db: fresh, loaded: prepare(fresh, load), notices: [notice] };
  }
}

/** Closes the file in order: the next start need not doubt it. */
export function closeDatabase(db: Database): void {
  db.prepare(`INSERT OR REPLACE INTO internal (key, value) VALUES ('${CLOSED}', 'true')`).run();
  db.pragma('incremental_vacuum(1000)');
  db.close();
}

/** Key under which the file says that it was closed in order. */
const CLOSED = 'closed';

function prepare<T>(db: Database, load: (db: Database) => T): T {
  // Both take effect on a new file only. Chunks of some hundred bytes fill larger pages better, and space that retention
  // frees is given back in small steps.
  db.pragma('page_size = 8192');
  db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = WAL');
  // With WAL, NORMAL loses nothing when the process dies: a commit is in the operating system's hands. Only a power cut
  // may take the last commits (never the file's soundness), and waiting for the disk at each scrape costs more than a
  // few samples are worth.
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.pragma('cache_size = -32000');
  db.pragma('journal_size_limit = 16777216');
  migrate(db);
  db.prepare(`DELETE FROM internal WHERE key = '${CLOSED}'`).run();
  return load(db);
}

function checkSound(db: Database, file: string): void {
  if (statSync(file).size > ALWAYS_CHECKED_BYTES && wasClosed(db)) return;
  const verdict = db.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') throw new DamagedFile(String(verdict));
}

function wasClosed(db: Database): boolean {
  if (db.pragma('user_version', { simple: true }) === 0) return false;
  return db.prepare('SELECT 1 FROM internal WHERE key = ?').get(CLOSED) !== undefined;
}

class DamagedFile extends Error {}

const isDamage = (error: unknown): boolean =>
  error instanceof DamagedFile ||
  (error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code)));

function setAside(file: string, nowMs: number): string {
  const aside = `${file}.damaged-${new Date(nowMs).toISOString().replaceAll(':', '-')}`;
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  return aside;
}
