import { type LoadRun, unreachable } from '../shared/index.ts';
import { amount } from './amount.ts';
import type { Condition, Seen } from './scene.ts';
import type { AlertState, Stage } from './stage.ts';

/** What is seen of a condition at a moment. `broken` says why it can never be met any more. */
export interface Sight {
  met: boolean;
  seen: string | null;
  progress: number | null;
  broken?: string;
}

export interface Viewpoint {
  stage: Stage;
  /** The latest load run of the scene, and whether the scene itself had it stopped. */
  load: { id: string; wasStopped: boolean } | null;
  seen: Seen;
  /** What the drift detector had counted when the step began. */
  driftBefore: { samples: number; events: number };
  elapsedMs: number;
  signal: AbortSignal;
}

/** Looks once whether a condition is met. */
export async function watch(condition: Condition, from: Viewpoint): Promise<Sight> {
  const { stage } = from;
  switch (condition.kind) {
    case 'load-ends':
      return ofLoad(from);
    case 'query': {
      const value = await stage.query(condition.expr, from.signal);
      if (value === null) return waiting('no value yet');
      const limit = typeof condition.value === 'function' ? condition.value(from.seen) : condition.value;
      const met = condition.is === 'above' ? value > limit : value < limit;
      return { met, seen: amount(value, condition.unit), progress: null };
    }
    case 'alert': {
      const state = await stage.alertState(condition.alert);
      return {
        met: state === condition.state,
        seen: state === null ? 'not evaluated yet' : alertWords[state],
        progress: null,
      };
    }
    case 'drift-ready': {
      const { isReady, says } = await stage.drift();
      return { met: isReady, seen: says, progress: null };
    }
    case 'drift-events': {
      const events = Math.max(0, (await stage.drift()).events - from.driftBefore.events);
      const { atLeast } = condition;
      const seen = `${events} drift events`;
      return { met: events >= atLeast, seen, progress: Math.min(1, events / atLeast) };
    }
    case 'time': {
      const progress = Math.min(1, from.elapsedMs / condition.ms);
      return { met: progress === 1, seen: null, progress };
    }
    default:
      return unreachable(condition);
  }
}

/** The tutorial's words, which are Grafana's. */
const alertWords: Record<AlertState, string> = { inactive: 'normal', pending: 'pending', firing: 'firing' };

const waiting = (seen: string): Sight => ({ met: false, seen, progress: null });

function ofLoad({ stage, load }: Viewpoint): Sight {
  if (load === null) return { ...waiting('nothing is sent'), broken: 'No load run was started.' };
  const run = stage.loadRun(load.id);
  const { progress } = run;
  const seen = describeLoad(run);
  switch (run.state) {
    case 'running':
    case 'stopping':
      return { met: false, seen, progress };
    case 'completed':
      return { met: true, seen, progress: 1 };
    case 'stopped':
      return load.wasStopped
        ? { met: true, seen, progress: 1 }
        : { met: false, seen, progress, broken: 'The load run was stopped by somebody else.' };
    case 'failed':
    case 'interrupted':
      return { met: false, seen, progress, broken: run.message ?? `The load run was ${run.state}.` };
    default:
      return unreachable(run.state);
  }
}

const describeLoad = ({ totals, plan, stage }: LoadRun): string => {
  const requests = `${totals.requests} requests`;
  const { stages } = plan.schedule;
  return stages.length > 1 ? `step ${Math.min(stage + 1, stages.length)} of ${stages.length}, ${requests}` : requests;
};
