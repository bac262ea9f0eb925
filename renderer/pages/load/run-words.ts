import type { LoadRun, LoadTotals } from '../../../core/shared/index.ts';
import type { Tone } from '../../controls/index.ts';

/** How a run's state is told. */
export const runWords: Record<LoadRun['state'], { tone: Tone; text: string }> = {
  running: { tone: 'ok', text: 'Running' },
  stopping: { tone: 'warn', text: 'Stopping' },
  completed: { tone: 'idle', text: 'Completed' },
  stopped: { tone: 'idle', text: 'Stopped' },
  failed: { tone: 'bad', text: 'Failed' },
  interrupted: { tone: 'warn', text: 'Interrupted' },
};

export const isGoing = ({ state }: Pick<LoadRun, 'state'>): boolean => state === 'running' || state === 'stopping';

const kinds: Record<string, string> = {
  timeout: 'timed out',
  network: 'no connection',
  '413': 'too large (413)',
  '422': 'refused (422)',
  '500': 'failed in the service (500)',
  '503': 'service busy (503)',
};

/** Failed requests by kind, most often first: `12 timed out`, `3 service busy (503)`. */
export function errorKinds({ byStatus }: Pick<LoadTotals, 'byStatus'>): { kind: string; text: string }[] {
  return Object.entries(byStatus)
    .filter(([status, count]) => !status.startsWith('2') && count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([status, count]) => ({ kind: status, text: `${count} ${kinds[status] ?? `answered ${status}`}` }));
}
