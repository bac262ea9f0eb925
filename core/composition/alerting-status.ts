import { formatValue } from '../promql/index.ts';
import {
  type Alert,
  type GroupChange,
  isActive,
  type RuleFileState,
  type RunningGroup,
  type RunningRule,
  TEMPORARY_FILE,
} from '../alerts/index.ts';
import { stateOf } from './alerting-rule-source.ts';
import type { AlertChange, LiveAlert, RuleGroupStatus, RuleStatus } from '../shared/index.ts';

/** A group as the page shows it. `files`: where its rules are written. */
export function toGroupStatus(group: RunningGroup, files: readonly RuleFileState[]): RuleGroupStatus {
  const { key, source, rules } = group;
  const file = files.find(({ name }) => name === key.file);
  const at = file?.groups.findIndex(({ name }) => name === key.name) ?? -1;
  return {
    file: key.file,
    name: key.name,
    isTemporary: key.file === TEMPORARY_FILE,
    intervalMs: group.intervalMs,
    evaluationMs: group.evaluationMs,
    lastEvaluationMs: group.lastEvaluationMs,
    nextEvaluationMs: group.nextEvaluationMs,
    rules: rules.map((rule, index) => ({
      ...toRuleStatus(rule),
      index,
      line: file?.lines[at]?.[index] ?? null,
      rule: source.rules[index]!,
    })),
  };
}

function toRuleStatus({ status, alerts }: RunningRule): Omit<RuleStatus, 'index' | 'line' | 'rule'> {
  const active = [...alerts.values()].filter(isActive);
  return {
    state: stateOf(active),
    health: status.health,
    lastError: status.lastError,
    evaluationMs: status.evaluationMs,
    alerts: active.map(toLiveAlert),
  };
}

const toLiveAlert = ({ labels, annotations, state, value, activeAtMs, firedAtMs, keptSinceMs }: Alert): LiveAlert => ({
  labels,
  annotations,
  state: state === 'firing' ? 'firing' : 'pending',
  value: formatValue(value),
  activeAtMs,
  firedAtMs,
  keptSinceMs,
});

export const toAlertChange = ({ key, rule, alert, from, to }: GroupChange, timeMs: number): AlertChange => ({
  timeMs,
  file: key.file,
  group: key.name,
  rule,
  labels: alert.labels,
  annotations: alert.annotations,
  from,
  to,
  value: formatValue(alert.value),
});
