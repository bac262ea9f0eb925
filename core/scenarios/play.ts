import { setTimeout as sleep } from 'node:timers/promises';
import { formatDuration, reasonOf, type ScenarioFigure, type ScenarioStepRun } from '../shared/index.ts';
import { take } from './measure.ts';
import { createProperties } from './properties.ts';
import type { Step } from './scene.ts';
import type { Stage } from './stage.ts';
import { type Sight, type Viewpoint, watch } from './watch.ts';

export interface PlayOptions {
  steps: readonly Step[];
  stage: Stage;
  /** Ends the scene early; what it put on is taken away. */
  signal: AbortSignal;
  /** Told as a step begins, each time something else is seen of it, and as it ends. */
  onStep(index: number, change: Partial<ScenarioStepRun>): void;
  onFigures(figures: readonly ScenarioFigure[]): void;
  now: () => number;
  pollMs: number;
}

export interface Ending {
  state: 'passed' | 'failed' | 'stopped';
  message: string | null;
}

/** A step that was not ended by its condition. */
class StepFailed extends Error {}

/** Plays the steps one after the other, and leaves nothing on whatever happens. */
export async function play(options: PlayOptions): Promise<Ending> {
  const properties = createProperties(options.stage);
  const ending = await playAll(options, properties);
  const left = await properties.strike();
  if (left.length === 0) return ending;
  const message = `Not everything could be turned off: ${left.map(reasonOf).join(' ')}`;
  return { state: ending.state === 'passed' ? 'failed' : ending.state, message: joined(ending.message, message) };
}

const joined = (...parts: (string | null)[]) => parts.filter((part) => part !== null).join(' ');

async function playAll(options: PlayOptions, properties: ReturnType<typeof createProperties>): Promise<Ending> {
  const { steps, signal, onStep, now } = options;
  const remembered = new Map<string, number>();
  for (const [index, step] of steps.entries()) {
    onStep(index, { state: 'running', startedAtMs: now() });
    try {
      await playStep(step, index, options, properties, remembered);
      onStep(index, { state: 'met', endedAtMs: now(), progress: 1 });
    } catch (error) {
      if (signal.aborted) {
        onStep(index, { state: 'stopped', endedAtMs: now() });
        return { state: 'stopped', message: 'Stopped before its end.' };
      }
      onStep(index, { state: 'failed', endedAtMs: now() });
      return { state: 'failed', message: `${step.title}: ${reasonOf(error)}` };
    }
  }
  return { state: 'passed', message: null };
}

async function playStep(
  step: Step,
  index: number,
  { stage, signal, onStep, onFigures, now, pollMs }: PlayOptions,
  properties: ReturnType<typeof createProperties>,
  remembered: Map<string, number>,
): Promise<void> {
  signal.throwIfAborted();
  const startedAtMs = now();
  const wantsDrift = step.until.kind === 'drift-events' || step.measure?.some(({ from }) => from === 'drift');
  const driftBefore = wantsDrift ? await stage.drift() : { samples: 0, events: 0 };
  for (const action of step.actions) await properties.act(action, remembered, signal);

  const viewpoint = (): Viewpoint => ({
    stage,
    load: properties.load(),
    seen: remembered,
    driftBefore,
    elapsedMs: now() - startedAtMs,
    signal,
  });
  for (;;) {
    // A query may fail now and then, while the service is started anew say: only the time limit ends the watch.
    const sight = await watch(step.until, viewpoint()).catch((error: unknown): Sight => ({
      met: false,
      seen: reasonOf(error),
      progress: null,
    }));
    signal.throwIfAborted();
    onStep(index, { seen: sight.seen, progress: sight.progress });
    if (sight.met && now() - startedAtMs >= (step.atLeastMs ?? 0)) break;
    if (sight.broken !== undefined) throw new StepFailed(sight.broken);
    if (now() - startedAtMs > step.withinMs) {
      const seen = sight.seen === null ? '' : ` Last seen: ${sight.seen}.`;
      throw new StepFailed(`not within ${formatDuration(step.withinMs)}: ${step.ends}.${seen}`);
    }
    await sleep(pollMs, undefined, { signal });
  }
  for (const measure of step.measure ?? []) onFigures(await take(measure, viewpoint(), remembered));
}
