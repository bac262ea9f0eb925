import type { LoadTick } from '../../../core/shared/index.ts';

export function RunChart({ ticks, isGoing }: { ticks: readonly LoadTick[]; isGoing: boolean }) {
  return <p className="faint">{isGoing ? `${ticks.length}` : ''}</p>;
}
