import type Database from 'better-sqlite3';

/** Small JSON values under a key, for what the person chose. Callers check the shape of what they get back. */
export interface SettingRepository {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  delete(key: string): void;
}

export function createSettingRepository(db: Database): SettingRepository {
  const read = db.prepare<string>('SELECT value FROM setting WHERE key = ?').pluck();
  const write = db.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)');
  const erase = db.prepare('DELETE FROM setting WHERE key = ?');
  return {
    get(key) {
      const text = read.get(key);
      return text === undefined ? undefined : JSON.parse(text);
    },
    set(key, value) {
      write.run(key, JSON.stringify(value));
    },
    delete(key) {
      erase.run(key);
    },
  };
}
