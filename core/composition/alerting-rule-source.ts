import { type Alert, isActive, type RuleGroups, type RunningGroup, type RunningRule } from '../alerts/index.ts';
import type { ActiveAlert, AlertingRule, RecordingRule, RuleGroup, RuleSource } from '../prometheus-api/index.ts';

/** The rules that are evaluated, as Prometheus's API shows them. */
export const ruleSource = (groups: Pick<RuleGroups, 'list'>): RuleSource => ({
  groups: () => groups.list().map(toRuleGroup),
});

const toRuleGroup = (group: RunningGroup): RuleGroup => ({
  name: group.key.name,
  file: group.key.file,
  interval: group.intervalMs / 1000,
  limit: group.source.limit ?? 0,
  evaluationTime: group.evaluationMs / 1000,
  lastEvaluation: rfc3339(group.lastEvaluationMs),
  rules: group.rules.map(toRule),
});

function toRule({ rule, status, alerts }: RunningRule): AlertingRule | RecordingRule {
  const shared = {
    name: rule.name,
    query: rule.query,
    labels: rule.labels,
    health: status.health,
    ...(status.lastError === '' ? {} : { lastError: status.lastError }),
    evaluationTime: status.evaluationMs / 1000,
    lastEvaluation: rfc3339(status.lastEvaluationMs),
  };
  if (rule.kind === 'record') return { ...shared, type: 'recording' };
  const active = [...alerts.values()].filter(isActive);
  return {
    ...shared,
    type: 'alerting',
    state: stateOf(active),
    duration: rule.forMs / 1000,
    keepFiringFor: rule.keepFiringForMs / 1000,
    annotations: rule.annotations,
    alerts: active.map(toActiveAlert),
  };
}

/** Of a rule: that of its worst alert. */
export function stateOf(alerts: readonly Alert[]): AlertingRule['state'] {
  if (alerts.some(({ state }) => state === 'firing')) return 'firing';
  return alerts.some(({ state }) => state === 'pending') ? 'pending' : 'inactive';
}

function toActiveAlert({ labels, annotations, state, activeAtMs, keptSinceMs, value }: Alert): ActiveAlert {
  return {
    labels,
    annotations,
    state: state === 'firing' ? 'firing' : 'pending',
    activeAt: rfc3339(activeAtMs),
    ...(keptSinceMs === null ? {} : { keepFiringSince: rfc3339(keptSinceMs) }),
    value: withExponent(value),
  };
}

/** As Go writes a time in JSON; for one that never was, its zero time. */
function rfc3339(unixMs: number | null): string {
  if (unixMs === null) return '0001-01-01T00:00:00Z';
  return new Date(unixMs).toISOString().replace(/\.?0+Z$/, 'Z');
}

/** As Go's `%e` with as many digits as it takes: `1e+00`. */
function withExponent(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
}
