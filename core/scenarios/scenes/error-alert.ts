import { LoadPlan, noFaults } from '../../shared/index.ts';
import { paceOf, planNamed, timeFor, windowOf, withSteps } from '../casting.ts';
import { explore, look } from '../looks.ts';
import type { Casting, Scene, Seen, Step } from '../scene.ts';

const alert = 'Error responses (scene)';
const tutorialThreshold = 20;
/** Long enough to see on a page that the alert is over. */
const lastLookMs = 5_000;

/** Errors per second; a status that no request had yet counts as 0. */
const errorRate = (window: string) =>
  `(sum(rate(http_requests_total{handler="/predict", status="4xx"}[${window}])) or vector(0))` +
  ` + (sum(rate(http_requests_total{handler="/predict", status="5xx"}[${window}])) or vector(0))`;

/**
 * A quarter of the errors one client alone gets here, to two figures: crossed as the ramp begins on a machine of any speed,
 * and with room below for one that is busy with something else as well.
 */
export const fittingThreshold = (oneClientPerSecond: number): number =>
  Math.max(1, Number((oneClientPerSecond / 4).toPrecision(2)));

const thresholdOf = ({ threshold }: Casting, seen: Seen): number =>
  threshold === 'fitting' ? fittingThreshold(seen.get('errors of one client') ?? 0) : threshold;

/** What one client alone gets: the error ramp's requests for a few seconds. */
const trial = (durationMs: number): LoadPlan =>
  LoadPlan.parse({
    ...planNamed('error-ramp'),
    name: 'error-trial',
    title: 'Error trial',
    description: 'One client with wrong requests, to learn how fast this machine refuses them.',
    schedule: { kind: 'closed', stages: [{ concurrency: 1, durationMs }] },
  });

/** The tutorial's alert on operational metrics: wrong requests until it fires, and back to normal. */
export const errorAlert: Scene = {
  name: 'error-alert',
  title: 'Errors and an alert',
  text: 'Send requests that are wrong, and watch an alert on the error rate go from normal to pending, to firing, and back to normal.',
  dashboard: { uid: 'food11-service', title: 'Food11 Service Monitoring' },
  threshold: {
    tutorial: tutorialThreshold,
    unit: 'errors per second',
    text: "The tutorial's 20 a second, or a quarter of what one client alone gets on this machine.",
  },
  aboutMs: (mode) => (mode === 'real' ? 350_000 : 55_000),
  steps(casting) {
    const window = windowOf(casting);
    const within = timeFor(casting);
    const pace = paceOf(casting);
    const stepMs = casting.mode === 'real' ? 30_000 : 3_000;
    const rate = errorRate(window);
    const isFitting = casting.threshold === 'fitting';
    const measuring: Step = {
      title: 'How fast errors come here',
      text: 'One client sends wrong requests for a moment. A quarter of its rate becomes the threshold of the alert.',
      ends: 'the trial is over',
      withinMs: within(20_000, 60_000),
      look: [look.load],
      actions: [{ kind: 'start-load', plan: trial(casting.mode === 'real' ? 10_000 : 3_000) }],
      until: { kind: 'load-ends' },
      measure: [
        {
          from: 'load',
          title: 'One client',
          remember: { name: 'errors of one client', what: ({ requestsPerSecond }) => requestsPerSecond },
        },
      ],
    };
    /** What the trial left in the window would be taken for the beginning of the ramp. */
    const quiet: Step = {
      title: 'Quiet first',
      text: 'The errors of the trial move out of the window over which the rate is averaged.',
      ends: `there was no error within ${window}`,
      withinMs: within(20_000, 120_000),
      look: [look.service],
      actions: [],
      until: { kind: 'query', expr: rate, is: 'below', value: 0.1, unit: 'per second' },
    };
    const later =
      casting.mode === 'fast'
        ? ' The built-in alert on errors looks back over a whole minute: it may fire a little after this scene.'
        : '';
    const limit = isFitting ? 'the threshold measured above' : `${thresholdOf(casting, new Map())} a second`;
    return [
      ...(isFitting ? [measuring, quiet] : []),
      {
        title: 'Normal',
        text: `An alert is set up: errors per second, averaged over ${window}, above ${limit} for ${pace.for}, evaluated every ${pace.interval}.`,
        ends: 'the alert has been evaluated and is normal',
        atLeastMs: 4_000,
        withinMs: within(20_000, 200_000),
        look: [look.alerts, explore('The error rate in Explore', rate)],
        actions: [
          {
            kind: 'add-rules',
            rules: (seen) => ({
              name: 'Scene: errors',
              interval: pace.interval,
              rules: [
                {
                  alert,
                  expr: `${rate} > ${thresholdOf(casting, seen)}`,
                  for: pace.for,
                  labels: { severity: 'warning', scene: 'error-alert' },
                  annotations: {
                    summary: '{{ $value | printf "%.1f" }} error responses per second',
                    description: `More than ${thresholdOf(casting, seen)} requests per second were answered with an error.`,
                    __dashboardUid__: 'food11-service',
                    __panelId__: '4',
                  },
                },
              ],
            }),
          },
        ],
        until: { kind: 'alert', alert, state: 'inactive' },
        measure: [{ from: 'seen', name: 'Threshold', what: (seen) => thresholdOf(casting, seen), unit: 'per second' }],
      },
      {
        title: 'Pending',
        text: 'The error ramp begins: 1, 3, 5, 10, 5, 3, 1 clients, half of the requests without an image, which is refused with 422, half with one that is none: faults are on, so that these fail with 500, as they do in a service that does not look first. As soon as the rate is above the threshold the alert is pending.',
        ends: 'the alert is pending',
        withinMs: within(20_000, 150_000),
        look: [look.service, look.alerts],
        actions: [
          { kind: 'set-faults', faults: { ...noFaults, failureShare: 1 } },
          { kind: 'start-load', plan: withSteps(planNamed('error-ramp'), stepMs) },
        ],
        until: { kind: 'alert', alert, state: 'pending' },
      },
      {
        title: 'Firing',
        text: `Pending means: true, but not for long enough yet. When it has been true for ${pace.for} without a break the alert fires, and whoever is to be notified is.`,
        ends: 'the alert fires',
        withinMs: within(pace.forMs + 15_000, pace.forMs + 120_000),
        look: [look.alerts, look.service],
        actions: [],
        until: { kind: 'alert', alert, state: 'firing' },
        measure: [{ from: 'query', name: 'Errors as it fired', expr: rate, unit: 'per second' }],
      },
      {
        title: 'The ramp goes down',
        text: 'Fewer and fewer wrong requests, until there are none.',
        ends: 'the ramp is through',
        withinMs: 7 * stepMs + within(20_000, 60_000),
        look: [look.service, look.load],
        actions: [],
        until: { kind: 'load-ends' },
        measure: [{ from: 'load', title: 'Error ramp' }],
      },
      {
        title: 'Normal again',
        text: `Faults are off again. The errors move out of the window, the rate falls below the threshold, and the alert is over.${later}`,
        ends: 'the alert is normal',
        withinMs: within(25_000, 180_000),
        look: [look.alerts, look.service],
        actions: [{ kind: 'clear-faults' }],
        until: { kind: 'alert', alert, state: 'inactive' },
      },
      {
        title: 'What is left of it',
        text: 'The alert stays on the page Alerts for a moment before this scene takes it away; what it went through stays in its history.',
        ends: `${lastLookMs / 1000} seconds have passed`,
        withinMs: lastLookMs + 10_000,
        look: [look.alerts, look.service],
        actions: [],
        until: { kind: 'time', ms: lastLookMs },
      },
    ];
  },
};
