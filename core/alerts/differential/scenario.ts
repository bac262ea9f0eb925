import * as fc from 'fast-check';
import type { Labels, Rule, RuleGroup } from '../../shared/index.ts';

/** Series and rules for one comparison: what each series has at 0, `STEP_MS`, 2·`STEP_MS` …, and the rules over them. */
export interface Scenario {
  series: { labels: Labels; values: SampleWish[] }[];
  group: RuleGroup;
}

/** A value, nothing at that moment, or the end of the series. */
export type SampleWish = number | 'none' | 'stale';

export const STEP_MS = 15_000;
export const STEPS = 40;

// Gaps stay below the lookback of five minutes: at exactly five, Prometheus 2 and 3 differ.
const values = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<SampleWish>(0, 3, 5, 7, 9) },
    { weight: 1, arbitrary: fc.constant<SampleWish>('none') },
    { weight: 1, arbitrary: fc.constant<SampleWish>('stale') },
  ),
  { minLength: STEPS, maxLength: STEPS },
);
/** Values that stay for a while, so that alerts get to fire. */
const slow = values.map((all) => all.map((_, i) => all[Math.floor(i / 5)]!));
const course = fc.oneof(values, slow, slow);

const series = fc.tuple(course, course, course).map(([a, b, c]) => [
  { labels: { __name__: 'load', job: 'a', zone: 'x' }, values: a },
  { labels: { __name__: 'load', job: 'b', zone: 'x' }, values: b },
  { labels: { __name__: 'limit', zone: 'x' }, values: c },
]);

const duration = fc.constantFrom('0s', '15s', '20s', '30s', '1m', '2m');
// No averages: Prometheus 2 rounds their last digit otherwise than Prometheus 3, and labels may be made of it.
const exprs = [
  'load > 5',
  'load >= 5 and on (zone) limit > 3',
  'sum by (zone) (load) > 10',
  'sum(load) > 6 or vector(0) > 1',
  'max_over_time(load[50s]) - min_over_time(load[50s]) > 3',
  'absent(load{job="a"})',
  'load > on (zone) group_left limit',
  'level:load:max > 6',
  '{__name__=~"load|limit"} > 5',
  'scalar(limit) - 5',
];

const labelTexts = fc.constantFrom(
  'page',
  '{{ $labels.job }}',
  '{{ $value }}',
  '{{ if gt $value 7.0 }}high{{ else }}low{{ end }}',
  'in {{ $labels.zone | toUpper }}',
);
const annotationTexts = fc.constantFrom(
  'plain',
  '{{ $labels.job }} is at {{ $value | printf "%.2f" }}',
  '{{ $value | humanize }}/{{ humanizePercentage $value }}/{{ humanizeDuration $value }}',
  '{{ range query "load" | sortByLabel "job" }}{{ .Labels.job }}={{ .Value }} {{ end }}',
  '{{ with query "limit" }}{{ . | first | value }}{{ else }}no limit{{ end }}',
  '{{ range $k, $v := $labels }}{{ $k }}:{{ $v }};{{ end }}',
);

const alert: fc.Arbitrary<Rule> = fc
  .record({
    expr: fc.constantFrom(...exprs),
    for: duration,
    keep_firing_for: duration,
    severity: fc.option(labelTexts, { nil: undefined }),
    job: fc.option(labelTexts, { nil: undefined, freq: 5 }),
    summary: annotationTexts,
  })
  .map(({ severity, job, summary, ...rest }) => ({
    ...rest,
    labels: { ...(severity === undefined ? {} : { severity }), ...(job === undefined ? {} : { job }) },
    annotations: { summary },
  }));

const recording: fc.Arbitrary<Rule> = fc.constantFrom<Rule>(
  { record: 'level:load:max', expr: 'max by (zone) (load)' },
  { record: 'level:load:max', expr: 'max(load)', labels: { zone: 'y' } },
  { record: 'level:load:max', expr: 'load', labels: { job: '' } },
  { record: 'level:load:max', expr: 'count(load > 5) or vector(0)' },
);

export const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    series,
    recording,
    alerts: fc.array(alert, { minLength: 1, maxLength: 4 }),
    limit: fc.constantFrom(0, 0, 0, 1),
  })
  .map(({ series, recording, alerts, limit }) => ({
    series,
    group: {
      name: 'group',
      interval: '15s',
      ...(limit > 0 ? { limit } : {}),
      rules: [recording, ...alerts.map((rule, i) => ({ alert: `Alert ${i}`, ...rule }))],
    },
  }));
