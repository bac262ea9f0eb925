import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { Annotation } from '../shared/index.ts';

export interface AnnotationRepository {
  add(annotation: Omit<Annotation, 'id'>): Annotation;
  /** The newest that meet startMs <= time <= endMs, oldest first. */
  list(limit: number, startMs?: number, endMs?: number): Annotation[];
  /** Whether there was one. */
  delete(id: string): boolean;
}

type Row = Omit<Annotation, 'id' | 'tags'> & { id: number; tags: string };

const Tags = z.array(z.string());

export function createAnnotationRepository(db: Database): AnnotationRepository {
  const insert = db.prepare('INSERT INTO annotation (from_ms, to_ms, text, tags, source) VALUES (?, ?, ?, ?, ?)');
  const list = db.prepare<Row>(
    `SELECT id, from_ms AS fromMs, to_ms AS toMs, text, tags, source FROM annotation
     WHERE from_ms <= ? AND to_ms >= ? ORDER BY from_ms DESC, id DESC LIMIT ?`,
  );
  const erase = db.prepare('DELETE FROM annotation WHERE id = ?');
  return {
    add(annotation) {
      const { fromMs, toMs, text, tags, source } = annotation;
      const { lastInsertRowid } = insert.run(fromMs, toMs, text, JSON.stringify(tags), source);
      return { id: String(lastInsertRowid), ...annotation };
    },
    list: (limit, startMs = 0, endMs = Number.MAX_SAFE_INTEGER) =>
      list
        .all(endMs, startMs, limit)
        .reverse()
        .map((row) => ({ ...row, id: String(row.id), tags: Tags.parse(JSON.parse(row.tags)) })),
    delete: (id) => erase.run(id).changes > 0,
  };
}
