import {
  CodedError,
  isScenarioOver,
  reasonOf,
  type Scenario,
  type ScenarioRun,
  type ScenarioStepRun,
  type Service,
  type StartScenario,
} from '../shared/index.ts';
import { describeScene } from './describe-scene.ts';
import { play } from './play.ts';
import { withResults } from './results.ts';
import { asInterrupted, cutShort, newRun } from './run-states.ts';
import type { Casting, Scene } from './scene.ts';
import { scenes as allScenes } from './scenes/index.ts';
import type { Stage } from './stage.ts';

/** Where runs are kept. */
export interface ScenarioRunRecorder {
  save(run: ScenarioRun): void;
  list(limit: number): ScenarioRun[];
  get(id: string): ScenarioRun | null;
}

export interface ScenarioRunsOptions {
  stage: Stage;
  recorder: ScenarioRunRecorder;
  /** Folder of pictures and summaries. */
  capturesDir: string;
  onRun(run: ScenarioRun): void;
  log: { warn(message: string): void };
  scenes?: readonly Scene[];
  now?: () => number;
  pollMs?: number;
}

export interface ScenarioRuns extends Service {
  scenarios(): Scenario[];
  /** One at a time, and not beside other load: `scenario_active`, `load_run_active`. */
  begin(wanted: StartScenario): ScenarioRun;
  /** Asks a run to stop; it is over when an event says so. */
  end(id: string): ScenarioRun;
  list(limit: number): ScenarioRun[];
  get(id: string): ScenarioRun;
}

/** Plays scenes one at a time and keeps what they showed. */
export function createScenarioRuns(options: ScenarioRunsOptions): ScenarioRuns {
  const { stage, recorder, capturesDir, onRun, log, scenes = allScenes, now = Date.now, pollMs = 250 } = options;
  let current: { run: ScenarioRun; stop: AbortController; over: Promise<void> } | null = null;
  let closing = false;

  function change(part: Partial<ScenarioRun>): void {
    if (current === null) return;
    current.run = { ...current.run, ...part };
    recorder.save(current.run);
    onRun(current.run);
  }

  function changeStep(index: number, part: Partial<ScenarioStepRun>): void {
    const step = current?.run.steps[index];
    if (!current || !step) return;
    // Looking again and seeing the same is no news.
    if (Object.entries(part).every(([key, value]) => step[key as keyof ScenarioStepRun] === value)) return;
    change({ steps: current.run.steps.map((each, i) => (i === index ? { ...each, ...part } : each)) });
  }

  async function perform(scene: Scene, casting: Casting, signal: AbortSignal): Promise<void> {
    const startedAtMs = now();
    const { state, message } = await play({
      steps: scene.steps(casting),
      stage,
      signal,
      now,
      pollMs,
      onStep(index, part) {
        if (part.state === 'running') annotate(now(), now(), current!.run.steps[index]!.title);
        changeStep(index, part);
      },
      onFigures: (figures) => change({ figures: [...current!.run.figures, ...figures] }),
    }).catch((error: unknown) => ({ state: 'failed' as const, message: reasonOf(error) }));
    annotate(startedAtMs, now(), `${scene.title}: ${state}`);
    if (closing) return change({ state: 'interrupted', endedAtMs: now(), message: cutShort });
    const over = { ...current!.run, state, message, endedAtMs: now() };
    // Only now is it told that it is over: who hears of it finds picture and summary.
    change(await withResults(over, { stage, title: scene.dashboard.title, capturesDir, signal }));
  }

  function annotate(fromMs: number, toMs: number, text: string): void {
    try {
      stage.annotate({ fromMs, toMs, text, tags: ['scene', current!.run.scenario] });
    } catch (error) {
      log.warn(`A scene could not be noted on the charts: ${reasonOf(error)}`);
    }
  }

  function castingOf({ mode, threshold }: StartScenario, scene: Scene): Casting {
    if (threshold !== undefined && !scene.threshold) {
      throw new CodedError('bad_request', { reason: `The scenario ${scene.name} has no threshold to choose.` });
    }
    const { scrapeIntervalMs } = stage;
    return { mode, scrapeIntervalMs, threshold: threshold ?? scene.threshold?.tutorial ?? 0 };
  }

  return {
    name: 'scenarios',
    async start() {
      for (const run of recorder.list(500)) if (!isScenarioOver(run)) recorder.save(asInterrupted(run));
    },
    async stop() {
      closing = true;
      current?.stop.abort();
      await current?.over;
    },
    scenarios: () => scenes.map((scene) => describeScene(scene, stage.scrapeIntervalMs)),
    begin(wanted) {
      if (current) throw new CodedError('scenario_active', { title: current.run.title });
      const scene = scenes.find(({ name }) => name === wanted.scenario);
      if (!scene) throw new CodedError('not_found', { what: `scenario called "${wanted.scenario}"` });
      const load = stage.activeLoad();
      if (load !== null) throw new CodedError('load_run_active', { id: load });
      const casting = castingOf(wanted, scene);
      const stop = new AbortController();
      const run = newRun(scene, casting, now());
      current = { run, stop, over: Promise.resolve() };
      change({});
      current.over = perform(scene, casting, stop.signal)
        .catch((error: unknown) => log.warn(`The scenario ${scene.title} ended badly: ${reasonOf(error)}`))
        .finally(() => (current = null));
      return run;
    },
    end(id) {
      if (current?.run.id !== id) return this.get(id);
      if (!isScenarioOver(current.run)) change({ state: 'stopping' });
      current.stop.abort();
      return current.run;
    },
    list: (limit) => recorder.list(limit),
    get(id) {
      const run = recorder.get(id);
      if (!run) throw new CodedError('not_found', { what: `scenario run ${id}` });
      return run;
    },
  };
}
