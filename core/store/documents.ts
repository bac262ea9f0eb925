import type Database from 'better-sqlite3';

/** Small JSON documents of a kind, each under a key. Callers check the shape of what they get back. */
export interface DocumentRepository {
  all(kind: string): { key: string; value: unknown }[];
  set(kind: string, key: string, value: unknown): void;
  delete(kind: string, key: string): void;
  /** One transaction of whatever `write` writes to the store, here or in other repositories. */
  together(write: () => void): void;
}

export function createDocumentRepository(db: Database): DocumentRepository {
  const all = db.prepare<{ key: string; value: string }>('SELECT key, value FROM document WHERE kind = ? ORDER BY key');
  const write = db.prepare('INSERT OR REPLACE INTO document (kind, key, value) VALUES (?, ?, ?)');
  const erase = db.prepare('DELETE FROM document WHERE kind = ? AND key = ?');
  return {
    all: (kind) => all.all(kind).map(({ key, value }) => ({ key, value: JSON.parse(value) as unknown })),
    set(kind, key, value) {
      write.run(kind, key, JSON.stringify(value));
    },
    delete(kind, key) {
      erase.run(kind, key);
    },
    together: db.transaction((write: () => void) => write()).immediate,
  };
}
