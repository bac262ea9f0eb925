import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf, type ScenarioRun } from '../shared/index.ts';
import type { Stage } from './stage.ts';
import { fileStem, summarize } from './summary.ts';

interface ResultsOptions {
  stage: Pick<Stage, 'capture'>;
  /** Title of its dashboard. */
  title: string;
  capturesDir: string;
  signal: AbortSignal;
}

/** Before the first step, so that the charts of the picture show how it was. */
const marginMs = 30_000;
const captureWithinMs = 60_000;

/**
 * Writes the picture and the summary of a run that is over, and gives it back with both; with a message where one could not be
 * made. A run that was stopped has no picture: who stops it does not want to wait.
 */
export async function withResults(over: ScenarioRun, options: ResultsOptions): Promise<ScenarioRun> {
  const { stage, title, capturesDir, signal } = options;
  const run = { ...over };
  const notes = over.message === null ? [] : [over.message];
  const stem = fileStem(run);
  if (!signal.aborted) {
    try {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(captureWithinMs)]);
      const range = { fromMs: run.startedAtMs - marginMs, toMs: run.endedAtMs! };
      const png = await stage.capture({ uid: run.dashboardUid, title, ...range }, patience);
      await writeFile(join(capturesDir, `${stem}.png`), png);
      run.pictureFile = `${stem}.png`;
    } catch (error) {
      notes.push(`There is no picture: ${reasonOf(error)}`);
    }
  }
  run.message = notes.length > 0 ? notes.join(' ') : null;
  run.summary = summarize(run);
  try {
    await writeFile(join(capturesDir, `${stem}.md`), run.summary);
    run.summaryFile = `${stem}.md`;
  } catch (error) {
    run.message = [...notes, `The summary could not be written: ${reasonOf(error)}`].join(' ');
  }
  return run;
}
