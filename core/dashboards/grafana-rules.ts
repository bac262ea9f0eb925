import { createHash } from 'node:crypto';
import { formatDuration, parseDuration, type Rule, type RuleGroup } from '../shared/index.ts';
import { dataSourceUid } from './inputs.ts';
import type { JsonObject } from './json-object.ts';

/** Grafana's scheduler ticks every ten seconds; a group's interval must be a multiple of it. */
const tickMs = 10_000;
const defaultIntervalMs = 60_000;

/**
 * Alert rules of Prometheus's rule files as Grafana's provisioning has them. Prometheus fires where an expression gives a
 * sample, whatever its value; Grafana wants a condition, so one asks whether there is a value at all. Recording rules are
 * Prometheus's own business and left out.
 */
export const grafanaGroups = (groups: readonly RuleGroup[]): JsonObject[] =>
  groups.flatMap((group) => {
    const rules = group.rules.flatMap((rule) => (rule.alert ? [toGrafana(rule, rule.alert, group)] : []));
    if (rules.length === 0) return [];
    const intervalMs = parseDuration(group.interval ?? '') || defaultIntervalMs;
    return [
      {
        orgId: 1,
        name: group.name,
        folder: 'Telltale',
        interval: formatDuration(Math.ceil(intervalMs / tickMs) * tickMs),
        rules,
      },
    ];
  });

function toGrafana(rule: Rule, title: string, group: RuleGroup): JsonObject {
  const { __dashboardUid__: dashboardUid, __panelId__: panelId, ...annotations } = rule.annotations ?? {};
  return {
    uid: createHash('sha256')
      .update(JSON.stringify([group.name, title, rule.expr]))
      .digest('hex')
      .slice(0, 16),
    title,
    condition: 'B',
    for: rule.for ?? '0s',
    ...(rule.keep_firing_for === undefined ? {} : { keepFiringFor: rule.keep_firing_for }),
    // No sample means that the condition does not hold, as in Prometheus.
    noDataState: 'OK',
    execErrState: 'Error',
    ...(dashboardUid === undefined ? {} : { dashboardUid }),
    ...(panelId === undefined ? {} : { panelId: Number(panelId) }),
    labels: escaped({ ...group.labels, ...rule.labels }),
    annotations: escaped(mapValues(annotations, grafanaTemplate)),
    data: [
      {
        refId: 'A',
        datasourceUid: dataSourceUid,
        relativeTimeRange: { from: 600, to: 0 },
        model: { refId: 'A', expr: escapeDollar(rule.expr), instant: true, range: false },
      },
      {
        refId: 'B',
        datasourceUid: '__expr__',
        relativeTimeRange: { from: 0, to: 0 },
        model: {
          refId: 'B',
          type: 'math',
          expression: escapeDollar('is_number($A) || is_nan($A) || is_inf($A)'),
          datasource: { type: '__expr__', uid: '__expr__' },
        },
      },
    ],
  };
}

/** In Grafana `$value` is a text about all queries; the number is that of the query. */
const grafanaTemplate = (text: string) => text.replaceAll(/\$value\b/g, '$values.A.Value');

/** Provisioning files fill in `$NAME` from the environment; a dollar that is meant stands twice. */
const escapeDollar = (text: string) => text.replaceAll('$', '$$$$');

const mapValues = (texts: Readonly<Record<string, string>>, change: (text: string) => string) =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, change(text)]));

const escaped = (texts: Readonly<Record<string, string>>) => mapValues(texts, escapeDollar);
