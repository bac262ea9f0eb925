import type { StackServiceState } from '../shared/index.ts';
import type { ContainerDetails } from './engine/replies.ts';

export interface Observed {
  /** Null when the engine has no container of ours for it. */
  container: Pick<ContainerDetails, 'State' | 'RestartCount'> | null;
  /** What its own endpoint last said; null when it was not asked since the container started. */
  probe: { ok: true } | { ok: false; reason: string } | null;
  /** Whether it has been healthy since the container started. */
  wasHealthy: boolean;
  isPulling: boolean;
  /** Why the last attempt to bring it up ended, as a sentence. */
  failure: string | null;
  /** The last line it wrote before it ended; null when that is not known. */
  lastWords: string | null;
  /** Whether we stopped it. */
  wasStopped: boolean;
  startupMs: number;
  nowMs: number;
}

export interface Judged {
  state: StackServiceState;
  reason: string | null;
}

/** Where a service stands, from what was seen of it. */
export function judge(seen: Observed): Judged {
  const { container, failure } = seen;
  if (seen.isPulling) return { state: 'pulling', reason: null };
  if (failure !== null) return { state: 'failed', reason: failure };
  if (!container) return { state: 'absent', reason: null };
  const { Status, ExitCode, OOMKilled, Error: error } = container.State;
  switch (Status) {
    case 'created':
      return error ? { state: 'failed', reason: `It could not start: ${error}.` } : { state: 'created', reason: null };
    case 'running':
      return judgeRunning(seen, container);
    case 'restarting':
      return {
        state: 'unhealthy',
        reason: `It ends right after it starts (code ${ExitCode}); the engine has restarted it ${times(container.RestartCount)}.${quote(seen)}`,
      };
    case 'paused':
      return { state: 'unhealthy', reason: 'It is paused. Somebody used "pause" on its container.' };
    case 'removing':
      return { state: 'stopped', reason: null };
    default:
      if (OOMKilled) return { state: 'failed', reason: 'It ended because it needed more memory than it may have.' };
      if (seen.wasStopped || ExitCode === 0) return { state: 'stopped', reason: null };
      return {
        state: 'failed',
        reason: error ? `It could not run: ${error}.` : `It ended by itself with code ${ExitCode}.${quote(seen)}`,
      };
  }
}

function judgeRunning(
  { probe, wasHealthy, wasStopped, startupMs, nowMs }: Observed,
  { State }: Pick<ContainerDetails, 'State'>,
): Judged {
  if (wasStopped) return { state: 'stopped', reason: 'It is ending.' };
  if (probe?.ok) return { state: 'healthy', reason: null };
  const isYoung = nowMs - Date.parse(State.StartedAt) < startupMs;
  if (!wasHealthy && isYoung) return { state: 'starting', reason: null };
  return {
    state: 'unhealthy',
    reason: `It runs, but does not answer as it should: ${probe?.reason ?? 'not asked yet'}.`,
  };
}

const quote = ({ lastWords }: Observed) => (lastWords === null ? '' : ` Its last words: ${lastWords}`);
const times = (count: number) => (count === 1 ? 'once' : `${count} times`);
