import type Database from 'better-sqlite3';
import { type LoadRun, LoadTick, type LoadRunWithTicks } from '../shared/index.ts';
import { readStoredRun } from './stored-load-run.ts';

export interface LoadRunRepository {
  /** Writes the run as it stands now, new or known. */
  save(run: LoadRun): void;
  /** Adds one second of measurement to a run that was saved. */
  addTick(runId: string, tick: LoadTick): void;
  /** Newest first, without ticks. */
  list(limit: number): LoadRun[];
  get(id: string): LoadRunWithTicks | null;
  /** Runs that were under way when the monitor ended: marked interrupted, with what was measured. Returns how many. */
  markInterrupted(nowMs: number): number;
}

export function createLoadRunRepository(db: Database): LoadRunRepository {
  const upsert = db.prepare(
    `INSERT INTO load_run (id, started_at_ms, state, run) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, run = excluded.run`,
  );
  const insertTick = db.prepare('INSERT INTO load_tick (run_id, tick) VALUES (?, ?)');
  const list = db.prepare<string>('SELECT run FROM load_run ORDER BY started_at_ms DESC, rowid DESC LIMIT ?').pluck();
  const one = db.prepare<string>('SELECT run FROM load_run WHERE id = ?').pluck();
  const ticks = db.prepare<string>('SELECT tick FROM load_tick WHERE run_id = ? ORDER BY seq').pluck();
  const underWay = db.prepare<string>("SELECT run FROM load_run WHERE state IN ('running', 'stopping')").pluck();

  const save = (run: LoadRun): void => {
    upsert.run(run.id, run.startedAtMs, run.state, JSON.stringify(run));
  };
  const ticksOf = (id: string) => ticks.all(id).map((text) => LoadTick.parse(JSON.parse(text)));

  return {
    save,
    addTick(runId, tick) {
      insertTick.run(runId, JSON.stringify(tick));
    },
    list: (limit) => list.all(limit).map(readStoredRun),
    get(id) {
      const text = one.get(id);
      return text === undefined ? null : { ...readStoredRun(text), ticks: ticksOf(id) };
    },
    markInterrupted: db.transaction((nowMs: number) => {
      const runs = underWay.all().map(readStoredRun);
      for (const run of runs) {
        const endedAtMs = ticksOf(run.id).at(-1)?.atMs ?? nowMs;
        save({ ...run, state: 'interrupted', endedAtMs, message: 'Telltale ended while this run was under way.' });
      }
      return runs.length;
    }),
  };
}
