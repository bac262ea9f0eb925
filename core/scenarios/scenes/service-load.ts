import { planNamed, timeFor, windowOf, withSteps } from '../casting.ts';
import { look } from '../looks.ts';
import type { Scene } from '../scene.ts';

const handled = 'http_requests_total{handler="/predict", status="2xx"}';

/** The tutorial's first part: a hundred requests, then a ramp up and down, on the service dashboard. */
export const serviceLoad: Scene = {
  name: 'service-load',
  title: 'Service under load',
  text: 'Send a hundred requests, then ramp the load up and down, and watch rate and latency follow it on the service dashboard.',
  dashboard: { uid: 'food11-service', title: 'Food11 Service Monitoring' },
  aboutMs: (mode) => (mode === 'real' ? 280_000 : 25_000),
  steps(casting) {
    const window = windowOf(casting);
    const within = timeFor(casting);
    const stepMs = casting.mode === 'real' ? 30_000 : 2_000;
    return [
      {
        title: casting.mode === 'real' ? 'A hundred requests' : 'Twenty requests',
        text: 'The test picture, one request after the other. Every answer is counted and timed by the service itself.',
        ends: 'all have been answered',
        withinMs: within(30_000, 120_000),
        look: [look.load],
        actions: [
          {
            kind: 'start-load',
            plan: planNamed(casting.mode === 'real' ? 'hundred-requests' : 'hundred-requests-short'),
          },
        ],
        until: { kind: 'load-ends' },
        measure: [{ from: 'load', title: 'One at a time' }],
      },
      {
        title: 'The metrics have them',
        text: 'Telltale reads /metrics of the service at even intervals. Within one interval the requests show up as a rate per second.',
        ends: `the rate of answered requests over ${window} is above 0`,
        withinMs: within(15_000, 60_000),
        look: [look.service, look.targets],
        actions: [],
        until: { kind: 'query', expr: `sum(rate(${handled}[${window}]))`, is: 'above', value: 0, unit: 'per second' },
      },
      {
        title: 'Ramp up and down',
        text: `One client, then 2, 3, 5, and back, ${stepMs / 1000} seconds each. The rate rises until the processors are busy; from there on more clients only wait longer.`,
        ends: 'the ramp is through',
        withinMs: 7 * stepMs + within(20_000, 60_000),
        look: [look.service, look.load],
        actions: [{ kind: 'start-load', plan: withSteps(planNamed('ramp'), stepMs) }],
        until: { kind: 'load-ends' },
        measure: [
          { from: 'load', title: 'Ramp' },
          {
            from: 'query',
            name: 'Highest rate, as scraped',
            expr: `max_over_time(sum(rate(${handled}[${window}]))[${(7 * stepMs) / 1000}s:1s])`,
            unit: 'per second',
          },
        ],
      },
      {
        title: 'Quiet again',
        text: 'The rate is an average over its window, so it comes down as the load moves out of it.',
        ends: `the rate over ${window} is below half a request a second`,
        withinMs: within(20_000, 120_000),
        look: [look.service],
        actions: [],
        until: { kind: 'query', expr: `sum(rate(${handled}[${window}]))`, is: 'below', value: 0.5, unit: 'per second' },
      },
    ];
  },
};
