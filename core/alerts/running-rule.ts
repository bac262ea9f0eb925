import { METRIC_NAME } from '../shared/index.ts';
import type { CompiledRule } from './compile-rule.ts';
import { requireWithin, type RuleWorld, toFoundAlerts, toRecorded } from './evaluate-rule.ts';
import { advance, isActive } from './machine/advance.ts';
import { type Alert, labelKey } from './machine/alert.ts';
import { restoredActiveAt, type Restoring } from './machine/restore.ts';
import {
  ALERTS_FOR_STATE,
  alertSamples,
  forStateLabels,
  type RuleSample,
  type RuleStore,
  WrittenSeries,
} from './rule-samples.ts';

export interface RuleHealth {
  health: 'ok' | 'err' | 'unknown';
  lastError: string;
  evaluationMs: number;
  /** Unix ms of the clock; null before the first. */
  lastEvaluationMs: number | null;
}

/** A rule of a group that is evaluated, with its alerts and how it fares. */
export class RunningRule {
  readonly rule: CompiledRule;
  status: RuleHealth = { health: 'unknown', lastError: '', evaluationMs: 0, lastEvaluationMs: null };
  alerts: ReadonlyMap<string, Alert> = new Map();
  /** Until the past was looked up, alerts are not written: the store must keep what it knows of them. */
  restored: boolean;
  written = new WrittenSeries();

  constructor(rule: CompiledRule, restored: boolean) {
    this.rule = rule;
    this.restored = restored;
  }

  /** Evaluates at `atMs` on data as of `atMs - offsetMs`; gives what is to be written. Throws what makes the rule fail. */
  async evaluate(atMs: number, offsetMs: number, limit: number, world: RuleWorld): Promise<RuleSample[]> {
    const { rule } = this;
    const elements = await world.query(rule.expr, atMs - offsetMs);
    if (rule.kind === 'record') {
      const recorded = toRecorded(rule, elements);
      requireWithin(limit, recorded.length, 'series');
      return recorded;
    }
    const found = await toFoundAlerts(rule, elements, atMs, world);
    const alerts = advance(this.alerts, found, rule, atMs);
    const active = [...alerts.values()].filter(isActive);
    // As Prometheus does: a rule beyond its limit has no alerts at all.
    this.alerts = limit > 0 && active.length > limit ? new Map() : alerts;
    requireWithin(limit, active.length, 'alerts');
    return this.restored ? alertSamples(rule.labels, active) : [];
  }

  /** Takes over what a rule of the same name and labels had come to. */
  inherit(from: RunningRule): void {
    this.alerts = from.alerts;
    this.written = from.written;
    this.status = from.status;
    this.restored = from.restored;
  }

  /** Looks up since when the alerts were active before a restart. Throws when the store cannot be read. */
  async restore(store: RuleStore, outageMs: number, { nowMs, graceMs }: Omit<Restoring, 'forMs'>): Promise<void> {
    const { rule } = this;
    if (rule.kind !== 'alert' || this.restored) return;
    this.restored = true;
    if (rule.forMs < graceMs) return;
    const matchers = [
      { name: METRIC_NAME, op: '=', value: ALERTS_FOR_STATE },
      { name: 'alertname', op: '=', value: rule.name },
    ] as const;
    const found = await store.select(matchers, nowMs - outageMs, nowMs);
    const byLabels = new Map(found.map((series) => [labelKey(series.labels), series]));
    const alerts = new Map(this.alerts);
    for (const [key, alert] of alerts) {
      const series = byLabels.get(labelKey(forStateLabels(rule.labels, alert)));
      const last = (series?.values.length ?? 0) - 1;
      if (!series || last < 0 || series.stale?.[last] === 1) continue;
      const restoring = { forMs: rule.forMs, graceMs, nowMs };
      const activeAtMs = restoredActiveAt(series.timestampsMs[last]!, series.values[last]!, restoring);
      alerts.set(key, { ...alert, activeAtMs });
    }
    this.alerts = alerts;
  }
}
