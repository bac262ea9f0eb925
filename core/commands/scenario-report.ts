import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsoleClient } from './scenario-client.ts';
import { formatDuration, isScenarioOver, type ScenarioRun, type ScenarioStepRun } from '../shared/index.ts';

interface FollowOptions {
  say(line: string): void;
  /** Stops the run; following goes on until it has. */
  stop: AbortSignal;
  pollMs?: number;
}

/** Follows a run to its end, a line for each step as it ends, then what was measured and the verdict. */
export async function follow(client: ConsoleClient, begun: ScenarioRun, options: FollowOptions): Promise<ScenarioRun> {
  const { say, stop, pollMs = 500 } = options;
  const told = new Set<number>();
  const begunSteps = new Set<number>();
  let isStopping = false;
  say(`${begun.title}, ${begun.mode === 'fast' ? 'fast' : "with the tutorial's durations"}`);
  for (let run = begun; ; run = await client.get(begun.id)) {
    for (const [index, step] of run.steps.entries()) {
      if (begun.mode === 'real' && step.state === 'running' && !begunSteps.has(index)) {
        begunSteps.add(index);
        say(`  ${index + 1}/${run.steps.length} ..  ${step.title}: until ${step.ends}`);
      }
      if (step.endedAtMs === null || told.has(index)) continue;
      told.add(index);
      say(stepLine(step, index, run.steps.length));
    }
    if (isScenarioOver(run)) {
      for (const line of verdictLines(run)) say(line);
      return run;
    }
    if (stop.aborted && !isStopping) {
      isStopping = true;
      say('  stopping...');
      await client.stop(begun.id);
    }
    // Ctrl-C is heard at once; after that there is nothing left to be woken by.
    await sleep(pollMs, undefined, isStopping ? {} : { signal: stop }).catch(() => {});
  }
}

const words: Record<ScenarioStepRun['state'], string> = {
  waiting: 'waiting',
  running: 'running',
  met: 'ok',
  failed: 'FAILED',
  stopped: 'stopped',
};

function stepLine(step: ScenarioStepRun, index: number, count: number): string {
  const { state, title, ends, seen, startedAtMs, endedAtMs } = step;
  const took = seconds(endedAtMs! - startedAtMs!);
  return `  ${index + 1}/${count} ${words[state]}  ${title}: ${ends}${seen === null ? '' : ` (${seen})`}, ${took}`;
}

export function verdictLines({ state, figures, message, startedAtMs, endedAtMs }: ScenarioRun): string[] {
  return [
    ...figures.map(({ name, value }) => `      ${name}: ${value}`),
    ...(message === null ? [] : [`  ${message}`]),
    `  ${state.toUpperCase()} after ${seconds(endedAtMs! - startedAtMs)}`,
    '',
  ];
}

const seconds = (ms: number): string => formatDuration(Math.round(ms / 1000) * 1000);
