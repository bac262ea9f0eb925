import { existsSync, renameSync } from 'node:fs';
import Database from 'better-sqlite3';
import { reasonOf } from '../shared/index.ts';
import { migrate } from './migrations.ts';

export interface OpenedDatabase {
  db: Database;
  /** What the person should know about how the file was found, as sentences. */
  notices: string[];
}

/**
 * Opens the store's file and brings its schema up to date. A file that is no sound database is set aside under a new
 * name beside the old one and a fresh one is begun: losing old samples is better than monitoring nothing.
 */
export function openDatabase(file: string, nowMs: number): OpenedDatabase {
  const existed = file !== ':memory:' && existsSync(file);
  let db: Database | null = null;
  try {
    db = connect(file);
    if (existed) checkSound(db);
    migrate(db);
    return { db, notices: [] };
  } catch (error) {
    db?.close();
    if (!existed || !isDamage(error)) throw error;
    const aside = setAside(file, nowMs);
    const fresh = connect(file);
    migrate(fresh);
    const notice = `The store ${file} was damaged (${reasonOf(error)}). It was kept as ${aside} and a new, empty one begun.`;
    return { db: fresh, notices: [notice] };
  }
}

function connect(file: string): Database {
  const db = new Database(file, { timeout: 5000 });
  try {
    // Space that retention frees is given back in small steps; must be set before the first table exists.
    db.pragma('page_size = 8192');
    db.pragma('auto_vacuum = INCREMENTAL');
    db.pragma('journal_mode = WAL');
    // With WAL, NORMAL loses nothing when the process dies: a commit is in the operating system's hands. Only a power
    // cut may take the last commits (never the file's soundness), and waiting for the disk at each scrape costs more
    // than a few samples are worth.
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
    db.pragma('cache_size = -32000');
    db.pragma('journal_size_limit = 16777216');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function checkSound(db: Database): void {
  const verdict = db.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') throw new DamagedFile(String(verdict));
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
