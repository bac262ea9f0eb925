import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError, unreachable } from '../shared/index.ts';
import type { Action, Seen } from './scene.ts';
import type { Stage } from './stage.ts';

/** The process of a run that has just ended may need a moment to be gone. */
const patienceMs = 5_000;
const pollMs = 50;

/** What a scene has put on the stage, and takes away again. */
export function createProperties(stage: Stage) {
  let load: { id: string; wasStopped: boolean } | null = null;
  let removeRules: (() => Promise<void>) | null = null;
  let faulty = false;

  const isLoading = () => load !== null && ['running', 'stopping'].includes(stage.loadRun(load.id).state);

  async function startLoad(plan: Extract<Action, { kind: 'start-load' }>['plan'], signal: AbortSignal): Promise<void> {
    for (let waitedMs = 0; ; waitedMs += pollMs) {
      try {
        load = { id: stage.startLoad(plan).id, wasStopped: false };
        return;
      } catch (error) {
        const isBusy = error instanceof CodedError && error.code === 'load_run_active';
        if (!isBusy || waitedMs >= patienceMs) throw error;
        await sleep(pollMs, undefined, { signal });
      }
    }
  }

  function stopLoad(): void {
    if (load === null || !isLoading()) return;
    load.wasStopped = true;
    stage.stopLoad(load.id);
  }

  async function clearFaults(): Promise<void> {
    if (!faulty) return;
    await stage.faults.clear();
    faulty = false;
  }

  return {
    load: () => load,

    async act(action: Action, seen: Seen, signal: AbortSignal): Promise<void> {
      switch (action.kind) {
        case 'start-load':
          return startLoad(action.plan, signal);
        case 'stop-load':
          return stopLoad();
        case 'add-rules':
          removeRules = stage.addRules(action.rules(seen));
          return;
        case 'set-faults':
          faulty = true;
          await stage.faults.set(action.faults);
          return;
        case 'clear-faults':
          return clearFaults();
        default:
          return unreachable(action);
      }
    },

    /** Leaves nothing on; returns what could not be turned off, as a rule nothing. */
    async strike(): Promise<unknown[]> {
      const faults: unknown[] = [];
      const attempt = async (work: () => unknown) => {
        try {
          await work();
        } catch (error) {
          faults.push(error);
        }
      };
      await attempt(stopLoad);
      await attempt(clearFaults);
      await attempt(async () => removeRules?.());
      removeRules = null;
      await attempt(async () => {
        for (let waitedMs = 0; isLoading() && waitedMs < patienceMs; waitedMs += pollMs) await sleep(pollMs);
      });
      return faults;
    },
  };
}
