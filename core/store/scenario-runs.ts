import type Database from 'better-sqlite3';
import { ScenarioRun } from '../shared/index.ts';

export interface ScenarioRunRepository {
  /** Writes the run as it stands now, new or known. */
  save(run: ScenarioRun): void;
  /** Newest first. */
  list(limit: number): ScenarioRun[];
  get(id: string): ScenarioRun | null;
}

export function createScenarioRunRepository(db: Database): ScenarioRunRepository {
  const upsert = db.prepare(
    `INSERT INTO scenario_run (id, started_at_ms, run) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET run = excluded.run`,
  );
  const list = db
    .prepare<string>('SELECT run FROM scenario_run ORDER BY started_at_ms DESC, rowid DESC LIMIT ?')
    .pluck();
  const one = db.prepare<string>('SELECT run FROM scenario_run WHERE id = ?').pluck();
  const read = (text: string) => ScenarioRun.parse(JSON.parse(text));
  return {
    save(run) {
      upsert.run(run.id, run.startedAtMs, JSON.stringify(run));
    },
    list: (limit) => list.all(limit).map(read),
    get(id) {
      const text = one.get(id);
      return text === undefined ? null : read(text);
    },
  };
}
