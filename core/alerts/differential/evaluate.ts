import { createEngine } from '../../promql/index.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { virtualGroup } from '../testing/virtual-group.ts';
import type { Expectation, Failure } from './promtool.ts';
import { type Scenario, STEP_MS, STEPS } from './scenario.ts';

/** Every series that rules write in a scenario. */
const WRITTEN = ['ALERTS', 'ALERTS_FOR_STATE', 'level:load:max'];

/** Evaluates a scenario in virtual time as the program does, and says what there is at every step, up to the first failure. */
export async function evaluateScenario({
  series,
  group,
}: Scenario): Promise<{ expected: Expectation; failure: Failure | null }> {
  const store = new MemoryStore();
  for (const { labels, values } of series) {
    values.forEach((value, i) => {
      if (value !== 'none') store.add(labels, i * STEP_MS, value === 'stale' ? NaN : value);
    });
  }
  const { at, running } = virtualGroup(group, { store });
  const expected: Expectation = { samples: [], firing: [] };
  let failure: Failure | null = null;
  let steps = 0;
  for (; steps < STEPS; steps++) {
    const atMs = steps * STEP_MS;
    await at(atMs / 1000);
    const failed = running.rules.filter(({ status }) => status.health === 'err');
    if (failed.length > 0) {
      failure = { atMs, rules: failed.map(({ rule, status }) => ({ name: rule.name, error: status.lastError })) };
      break;
    }
    for (const { rule, alerts } of running.rules) {
      if (rule.kind === 'record') continue;
      const firing = [...alerts.values()].filter(({ state }) => state === 'firing');
      expected.firing.push({ atMs, alert: rule.name, alerts: firing });
    }
  }
  const engine = createEngine(store);
  for (let step = 0; step < steps; step++) {
    for (const expr of WRITTEN) {
      const { value } = await engine.instant(expr, step * STEP_MS);
      if (value.type === 'vector') expected.samples.push({ atMs: step * STEP_MS, expr, elements: value.series });
    }
  }
  return { expected, failure };
}
