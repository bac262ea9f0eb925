import { paceOf, planNamed, timeFor, windowOf, withSteps } from '../casting.ts';
import { look } from '../looks.ts';
import type { Scene } from '../scene.ts';

const alert = 'Low prediction confidence (scene)';
const threshold = 0.75;

const confidence = (window: string) =>
  `sum(rate(prediction_confidence_sum[${window}])) / sum(rate(prediction_confidence_count[${window}]))`;

/** The tutorial's alert on predictions: pictures the model knows, then cakes that look like something else. */
export const predictions: Scene = {
  name: 'predictions',
  title: 'Watching predictions',
  text: 'Show the model what it was made for, then cakes that look like other dishes. Nothing fails, but its confidence falls, and an alert notices.',
  dashboard: { uid: 'food11-predictions', title: 'Food11 Prediction Monitoring' },
  aboutMs: (mode) => (mode === 'real' ? 240_000 : 25_000),
  steps(casting) {
    const window = windowOf(casting);
    const within = timeFor(casting);
    const pace = paceOf(casting);
    const isFast = casting.mode === 'fast';
    return [
      {
        title: 'What the model knows',
        text: 'An alert is set up: average confidence below 0.75. Then pictures of the evaluation set are sent, shuffled.',
        ends: isFast ? 'thirty of them have been answered' : 'a minute is over',
        withinMs: within(45_000, 180_000),
        look: [look.predictions],
        actions: [
          {
            kind: 'add-rules',
            rules: () => ({
              name: 'Scene: predictions',
              interval: pace.interval,
              rules: [
                {
                  alert,
                  expr: `${confidence(window)} < ${threshold}`,
                  for: pace.for,
                  labels: { severity: 'warning', scene: 'predictions' },
                  annotations: {
                    summary: 'The average prediction confidence is {{ $value | printf "%.2f" }}',
                    description: 'The model is less sure of its predictions than it should be.',
                    __dashboardUid__: 'food11-predictions',
                    __panelId__: '1',
                  },
                },
              ],
            }),
          },
          {
            kind: 'start-load',
            plan: isFast ? planNamed('replay-evaluation-short') : withSteps(planNamed('evaluation-loops'), 60_000),
          },
        ],
        until: { kind: 'load-ends' },
        measure: [{ from: 'load', title: 'Evaluation set' }],
      },
      {
        title: 'Confidence is high',
        text: 'The service puts the confidence of every answer into a histogram. Its average tells how sure the model is on the whole.',
        ends: `the average confidence over ${window} is above ${threshold}`,
        withinMs: within(15_000, 90_000),
        look: [look.predictions],
        actions: [],
        until: { kind: 'query', expr: confidence(window), is: 'above', value: threshold, unit: 'share' },
        measure: [{ from: 'query', name: 'Confidence on the evaluation set', expr: confidence(window), unit: 'share' }],
      },
      {
        title: 'Normal',
        text: `The alert: average confidence below ${threshold} for ${pace.for}, evaluated every ${pace.interval}. In production one would wait for hours or days.`,
        ends: 'the alert has been evaluated and is normal',
        withinMs: within(20_000, 120_000),
        look: [look.alerts],
        actions: [],
        until: { kind: 'alert', alert, state: 'inactive' },
      },
      {
        title: 'Look-alikes: pending',
        text: 'Cakes made to look like burgers, fruit and soup, over and over. Every request succeeds: no dashboard of errors and latency would notice anything.',
        ends: 'the alert is pending',
        withinMs: within(40_000, 240_000),
        look: [look.predictions, look.alerts],
        actions: [{ kind: 'start-load', plan: planNamed('look-alikes') }],
        until: { kind: 'alert', alert, state: 'pending' },
      },
      {
        title: 'Firing',
        text: `The confidence has stayed low for ${pace.for}. This is the moment to look at what is being sent, and perhaps to train again.`,
        ends: 'the alert fires',
        withinMs: within(pace.forMs + 15_000, pace.forMs + 120_000),
        look: [look.alerts, look.predictions],
        actions: [],
        until: { kind: 'alert', alert, state: 'firing' },
        measure: [{ from: 'query', name: 'Confidence as it fired', expr: confidence(window), unit: 'share' }],
      },
      {
        title: 'Normal again',
        text: 'The look-alikes stop. Without predictions there is no average, and the alert is over.',
        ends: 'the alert is normal',
        withinMs: within(25_000, 180_000),
        look: [look.alerts],
        actions: [{ kind: 'stop-load' }],
        until: { kind: 'alert', alert, state: 'inactive' },
        measure: [{ from: 'load', title: 'Look-alikes' }],
      },
    ];
  },
};
