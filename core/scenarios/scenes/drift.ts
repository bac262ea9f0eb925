import { planNamed, timeFor, windowOf, withSteps } from '../casting.ts';
import { look } from '../looks.ts';
import type { Scene } from '../scene.ts';

/** The tutorial's last part: a detector beside the model hears of pictures unlike those it was made with. */
export const drift: Scene = {
  name: 'drift',
  title: 'Drift',
  text: 'Send pictures like those the model learnt from, then the same dishes drawn in another style, and watch the drift detector tell them apart.',
  dashboard: { uid: 'food11-drift', title: 'Food11 Drift Monitoring' },
  aboutMs: (mode) => (mode === 'real' ? 135_000 : 15_000),
  steps(casting) {
    const window = windowOf(casting);
    const within = timeFor(casting);
    const isFast = casting.mode === 'fast';
    const events = isFast ? 5 : 50;
    return [
      {
        title: 'The detector is ready',
        text: "It compares the features of the last ten pictures with a reference from the model's training (maximum mean discrepancy), in a thread beside the service.",
        ends: 'the detector judges samples',
        withinMs: within(45_000, 120_000),
        look: [look.driftPage],
        actions: [],
        until: { kind: 'drift-ready' },
      },
      {
        title: 'Pictures it knows',
        text: 'The evaluation set, shuffled. The score moves below its threshold; a false alarm is due about once in 300 pictures.',
        ends: isFast ? 'thirty of them have been answered' : 'a minute is over',
        withinMs: within(45_000, 180_000),
        look: [look.driftPage, look.drift],
        actions: [
          {
            kind: 'start-load',
            plan: isFast ? planNamed('replay-evaluation-short') : withSteps(planNamed('evaluation-loops'), 60_000),
          },
        ],
        until: { kind: 'load-ends' },
        measure: [
          { from: 'load', title: 'Evaluation set' },
          { from: 'drift', name: 'Evaluation set', whenSettled: true },
        ],
      },
      {
        title: 'Another style',
        text: 'The same dishes, drawn differently. The model still answers, and is often right; the detector sees that its inputs have changed.',
        ends: `${events} drift events were counted`,
        atLeastMs: isFast ? 0 : 60_000,
        withinMs: within(45_000, 300_000),
        look: [look.driftPage, look.drift],
        actions: [{ kind: 'start-load', plan: planNamed('restyled') }],
        until: { kind: 'drift-events', atLeast: events },
        measure: [{ from: 'drift', name: 'Another style' }],
      },
      {
        title: 'The metrics have it',
        text: 'Drift events are a counter of the service, scraped like any other: an alert can watch it, and so can a job that trains the model again.',
        ends: `drift events per second over ${window} are above 0`,
        withinMs: within(15_000, 60_000),
        look: [look.drift],
        actions: [],
        until: {
          kind: 'query',
          expr: `sum(rate(drift_events_total[${window}]))`,
          is: 'above',
          value: 0,
          unit: 'per second',
        },
        measure: [
          {
            from: 'query',
            name: 'Drift events',
            expr: `sum(rate(drift_events_total[${window}]))`,
            unit: 'per second',
          },
        ],
      },
      {
        title: 'The load stops',
        text: 'Nothing is sent any more; the charts keep what was seen.',
        ends: 'the load run is over',
        withinMs: 20_000,
        look: [look.drift],
        actions: [{ kind: 'stop-load' }],
        until: { kind: 'load-ends' },
        measure: [{ from: 'load', title: 'Another style' }],
      },
    ];
  },
};
