import { formatDuration } from '../../shared/index.ts';
import { planNamed, timeFor, windowOf, withSteps } from '../casting.ts';
import { look } from '../looks.ts';
import type { Scene } from '../scene.ts';

/** The service is the one target of its job that counts predictions. */
const ofService = 'and on (job, instance) group(predicted_class_total) by (job, instance)';

/** The tutorial's look below the service: what the load does to processors and memory. */
export const infrastructure: Scene = {
  name: 'infrastructure',
  title: 'Infrastructure under load',
  text: 'Run a longer ramp and look below the service: what it costs in processor time and memory, and how the machine copes.',
  dashboard: { uid: 'machine', title: 'Machine and Processes' },
  aboutMs: (mode) => (mode === 'real' ? 540_000 : 40_000),
  steps(casting) {
    const window = windowOf(casting);
    const within = timeFor(casting);
    const stepMs = casting.mode === 'real' ? 60_000 : 3_000;
    const idleMs = casting.mode === 'real' ? 60_000 : 6_000;
    const rampMs = 7 * stepMs;
    const cpu = `sum(rate(process_cpu_seconds_total[${window}]) ${ofService})`;
    const memory = `sum(process_resident_memory_bytes ${ofService})`;
    const busy = `1 - avg(rate(node_cpu_seconds_total{mode="idle"}[${window}]))`;
    const peak = (expr: string) => `max_over_time((${expr})[${formatDuration(rampMs)}:1s])`;
    return [
      {
        title: 'At rest',
        text: 'First a look at the service while nobody asks anything of it.',
        ends: `${formatDuration(idleMs)} have passed`,
        withinMs: idleMs + 10_000,
        look: [look.machine],
        actions: [],
        until: { kind: 'time', ms: idleMs },
      },
      {
        title: 'Its processor time is known',
        text: 'The service counts the processor seconds it used; the rate of that count is how many processors it keeps busy.',
        ends: 'there is a rate',
        withinMs: within(15_000, 60_000),
        look: [look.machine],
        actions: [],
        until: { kind: 'query', expr: cpu, is: 'above', value: -1, unit: 'cores' },
        measure: [
          { from: 'query', name: 'Processors at rest', expr: cpu, unit: 'cores' },
          { from: 'query', name: 'Memory at rest', expr: memory, unit: 'bytes' },
        ],
      },
      {
        title: 'Ramp up and down',
        text: `1, 2, 3, 5, 3, 2, 1 clients for ${formatDuration(stepMs)} each. Processor time follows the load until there is none left; memory hardly moves.`,
        ends: 'the ramp is through',
        withinMs: rampMs + within(20_000, 60_000),
        look: [look.machine, look.load],
        actions: [{ kind: 'start-load', plan: withSteps(planNamed('ramp'), stepMs) }],
        until: { kind: 'load-ends' },
        measure: [{ from: 'load', title: 'Ramp' }],
      },
      {
        title: 'The load shows in the processors',
        text: 'The highest processor use of the ramp, as it was scraped.',
        ends: 'the service kept more than a tenth of a processor busy',
        withinMs: within(15_000, 60_000),
        look: [look.machine],
        actions: [],
        until: { kind: 'query', expr: peak(cpu), is: 'above', value: 0.1, unit: 'cores' },
        measure: [
          { from: 'query', name: 'Processors at the peak', expr: peak(cpu), unit: 'cores' },
          { from: 'query', name: 'Memory after the ramp', expr: memory, unit: 'bytes' },
          { from: 'query', name: 'Machine busy at the peak', expr: peak(busy), unit: 'share' },
        ],
      },
      {
        title: 'At rest again',
        text: 'The average over the window comes down as the load moves out of it.',
        ends: 'no more requests are seen in the window',
        withinMs: within(20_000, 120_000),
        look: [look.machine],
        actions: [],
        until: {
          kind: 'query',
          expr: `sum(rate(http_requests_total{handler="/predict"}[${window}]))`,
          is: 'below',
          value: 0.5,
          unit: 'per second',
        },
      },
    ];
  },
};
