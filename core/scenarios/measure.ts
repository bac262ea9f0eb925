import { setTimeout as sleep } from 'node:timers/promises';
import { type LoadRun, reasonOf, type ScenarioFigure } from '../shared/index.ts';
import { amount, figures } from './amount.ts';
import type { Measure } from './scene.ts';
import type { Viewpoint } from './watch.ts';

const betweenLooksMs = 1_500;
const mostLooks = 6;

/** Reads what a step is to tell. What cannot be read is told as such: a missing number must not end a scene. */
export async function take(
  measure: Measure,
  from: Viewpoint,
  remember: Map<string, number>,
): Promise<ScenarioFigure[]> {
  switch (measure.from) {
    case 'query': {
      const { name, expr, unit } = measure;
      const value = await from.stage.query(expr, from.signal).catch((error: unknown) => reasonOf(error));
      if (typeof value === 'string') return [{ name, value: `not known: ${value}` }];
      return [{ name, value: value === null ? 'not known: no value' : amount(value, unit) }];
    }
    case 'load': {
      if (from.load === null) return [];
      const run = from.stage.loadRun(from.load.id);
      if (measure.remember) remember.set(measure.remember.name, measure.remember.what(run.totals));
      return ofLoad(measure.title, run);
    }
    case 'seen':
      return [{ name: measure.name, value: amount(measure.what(from.seen), measure.unit) }];
    case 'drift': {
      const { samples, events } = await (measure.whenSettled ? settledDrift(from) : from.stage.drift());
      const before = from.driftBefore;
      const value = `${Math.max(0, events - before.events)} of ${Math.max(0, samples - before.samples)} samples`;
      return [{ name: `${measure.name}: drift events`, value }];
    }
  }
}

/** The detector is heard of once a second, and judges what waits for it: two readings alike mean that it is through. */
async function settledDrift({ stage, signal }: Viewpoint) {
  let last = await stage.drift();
  for (let look = 0; look < mostLooks; look++) {
    await sleep(betweenLooksMs, undefined, { signal });
    const next = await stage.drift();
    if (next.samples === last.samples) return next;
    last = next;
  }
  return last;
}

function ofLoad(title: string, { totals }: LoadRun): ScenarioFigure[] {
  const { requests, errors, requestsPerSecond, latencyMs, byStatus } = totals;
  const kinds = Object.entries(byStatus)
    .filter(([status]) => !status.startsWith('2'))
    .map(([status, count]) => (/^\d+$/.test(status) ? `${count} with ${status}` : `${count} ${status}`));
  return [
    { name: `${title}: requests`, value: `${requests}, ${amount(requestsPerSecond, 'per second')}` },
    {
      name: `${title}: p50, p95, p99`,
      value: `${[latencyMs.p50, latencyMs.p95, latencyMs.p99].map(figures).join(', ')} ms`,
    },
    { name: `${title}: errors`, value: kinds.length > 0 ? `${errors} (${kinds.join(', ')})` : String(errors) },
  ];
}
