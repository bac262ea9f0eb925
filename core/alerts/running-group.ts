import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_INTERVAL_MS, parseDuration, reasonOf, type RuleGroup } from '../shared/index.ts';
import { compileRule } from './compile-rule.ts';
import type { QueryVector, RuleWorld } from './evaluate-rule.ts';
import { changesBetween, type StateChange } from './machine/advance.ts';
import { labelKey } from './machine/alert.ts';
import { isDue, toOutgoing } from './machine/send.ts';
import type { OutgoingAlert } from './outgoing-alert.ts';
import type { RuleStore } from './rule-samples.ts';
import { RunningRule } from './running-rule.ts';
import { nextSlot, offsetOf, slotAfter } from './slots.ts';

export interface GroupKey {
  file: string;
  name: string;
}

/** What a group needs of the world, and whom it tells. */
export interface GroupSurroundings extends Omit<RuleWorld, 'query'> {
  query(expr: string, atMs: number, signal: AbortSignal): ReturnType<QueryVector>;
  store: RuleStore;
  send(alerts: readonly OutgoingAlert[]): void;
  onChanges(changes: readonly GroupChange[], atMs: number): void;
  now(): number;
  resendDelayMs: number;
  /** How long ago an alert may have been active for its `for` to go on after a restart. */
  outageMs: number;
  graceMs: number;
  log: { warn(message: string): void };
}

export interface GroupChange extends StateChange {
  key: GroupKey;
  rule: string;
}

/** Node's timers overflow beyond this. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

/** A group of rules, evaluated one after the other at the moments that are the group's own. */
export class RunningGroup {
  readonly key: GroupKey;
  readonly source: RuleGroup;
  readonly intervalMs: number;
  readonly rules: readonly RunningRule[];
  evaluationMs = 0;
  /** Unix ms of the clock; null before the first. */
  lastEvaluationMs: number | null = null;
  /** Unix ms; null while it does not run. */
  nextEvaluationMs: number | null = null;
  private readonly world: GroupSurroundings;
  private readonly ending = new AbortController();
  private running: Promise<void> | null = null;
  private restoresAfter: number;

  /** `restores`: whether the past is looked up after its second evaluation, as after a start of the program. */
  constructor(key: GroupKey, source: RuleGroup, world: GroupSurroundings, { restores }: { restores: boolean }) {
    this.key = key;
    this.source = source;
    this.world = world;
    this.intervalMs = parseDuration(source.interval ?? '0') || DEFAULT_INTERVAL_MS;
    this.rules = source.rules.map((rule) => new RunningRule(compileRule(rule, source), !restores));
    this.restoresAfter = restores ? 2 : 0;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Ends the evaluation, under way or not. What it wrote stays as it is: the group is expected back. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
    this.nextEvaluationMs = null;
  }

  /** Ends the group for good: its series end, and its alerts count as resolved. */
  async remove(): Promise<void> {
    await this.stop();
    this.endRules(this.rules);
  }

  /** Takes over the state of the group it replaces, rule by rule; what no rule takes over ends. */
  inherit(from: RunningGroup): void {
    this.evaluationMs = from.evaluationMs;
    this.lastEvaluationMs = from.lastEvaluationMs;
    this.restoresAfter = from.restoresAfter;
    const left = new Set(from.rules);
    for (const rule of this.rules) {
      const twin = [...left].find((other) => identityOf(other) === identityOf(rule));
      if (!twin) {
        rule.restored = true;
        continue;
      }
      rule.inherit(twin);
      left.delete(twin);
    }
    this.endRules([...left]);
  }

  private endRules(rules: readonly RunningRule[]): void {
    const { now, store, send } = this.world;
    const atMs = now();
    for (const rule of rules) {
      const changes = changesBetween(rule.alerts, new Map());
      this.tell(rule, changes, atMs);
      const fired = changes.flatMap(({ alert, from }) => (from === 'firing' ? [{ ...alert, resolvedAtMs: atMs }] : []));
      if (fired.length > 0) send(fired.map((alert) => this.outgoing(rule, alert, atMs)));
      rule.alerts = new Map();
      try {
        rule.written.end(store, atMs - this.offsetMs);
      } catch (error) {
        this.world.log.warn(`Rule ${rule.rule.name}: ${reasonOf(error)}`);
      }
    }
  }

  private async run(): Promise<void> {
    const { now } = this.world;
    const offsetMs = offsetOf(`${this.key.file};${this.key.name}`, this.intervalMs);
    let slotMs = nextSlot(now(), offsetMs, this.intervalMs);
    for (;;) {
      this.nextEvaluationMs = slotMs;
      if (!(await this.waitUntil(slotMs))) return;
      await this.evaluate(slotMs);
      if (this.ending.signal.aborted) return;
      if (this.restoresAfter > 0 && --this.restoresAfter === 0) await this.restore();
      slotMs = slotAfter(slotMs, now(), this.intervalMs);
      // The clock was set back: what was to come next is far off now.
      if (slotMs - now() > this.intervalMs) slotMs = nextSlot(now(), offsetMs, this.intervalMs);
    }
  }

  private async waitUntil(atMs: number): Promise<boolean> {
    for (let leftMs = atMs - this.world.now(); leftMs > 0; leftMs = atMs - this.world.now()) {
      try {
        await sleep(Math.min(leftMs, LONGEST_SLEEP_MS), undefined, { signal: this.ending.signal });
      } catch {
        return false;
      }
    }
    return !this.ending.signal.aborted;
  }

  /** One evaluation of every rule, as of `atMs`. A rule that fails keeps its state and does not keep the others from theirs. */
  async evaluate(atMs: number): Promise<void> {
    const started = performance.now();
    this.lastEvaluationMs = this.world.now();
    for (const rule of this.rules) {
      if (this.ending.signal.aborted) return;
      await this.evaluateRule(rule, atMs);
    }
    this.evaluationMs = performance.now() - started;
  }

  private async evaluateRule(rule: RunningRule, atMs: number): Promise<void> {
    const { query, externalLabels, externalUrl, store } = this.world;
    const { signal } = this.ending;
    const startedMs = this.world.now();
    const started = performance.now();
    const before = rule.alerts;
    let lastError = '';
    try {
      const world = { externalLabels, externalUrl, query: (expr: string, at: number) => query(expr, at, signal) };
      const samples = await rule.evaluate(atMs, this.offsetMs, this.source.limit ?? 0, world);
      this.sendDue(rule, atMs);
      rule.written.write(store, samples, atMs - this.offsetMs);
    } catch (error) {
      if (signal.aborted) return;
      lastError = reasonOf(error);
      if (lastError !== rule.status.lastError) {
        this.world.log.warn(`Rule ${rule.rule.name} of the group ${this.key.name}: ${lastError}`);
      }
    }
    this.tell(rule, changesBetween(before, rule.alerts), atMs);
    rule.status = {
      health: lastError === '' ? 'ok' : 'err',
      lastError,
      evaluationMs: performance.now() - started,
      lastEvaluationMs: startedMs,
    };
  }

  private tell(rule: RunningRule, changes: readonly StateChange[], atMs: number): void {
    if (changes.length === 0) return;
    const { key } = this;
    this.world.onChanges(
      changes.map((change) => ({ ...change, key, rule: rule.rule.name })),
      atMs,
    );
  }

  private sendDue(rule: RunningRule, atMs: number): void {
    const { resendDelayMs, send } = this.world;
    const alerts = new Map(rule.alerts);
    const outgoing: OutgoingAlert[] = [];
    for (const [key, alert] of alerts) {
      if (!isDue(alert, resendDelayMs, atMs)) continue;
      alerts.set(key, { ...alert, lastSentMs: atMs });
      outgoing.push(this.outgoing(rule, alert, atMs));
    }
    rule.alerts = alerts;
    if (outgoing.length > 0) send(outgoing);
  }

  private outgoing(rule: RunningRule, alert: Parameters<typeof toOutgoing>[0], atMs: number): OutgoingAlert {
    const { resendDelayMs, externalUrl } = this.world;
    const expr = new URLSearchParams({ expr: rule.rule.query });
    return {
      ...toOutgoing(alert, { resendDelayMs, intervalMs: this.intervalMs }, atMs),
      generatorUrl: `${externalUrl()}/explore?${expr.toString()}`,
    };
  }

  private async restore(): Promise<void> {
    const { store, now, outageMs, graceMs } = this.world;
    for (const rule of this.rules) {
      try {
        await rule.restore(store, outageMs, { nowMs: now(), graceMs });
      } catch (error) {
        this.world.log.warn(
          `Rule ${rule.rule.name}: since when its alerts were active is not known: ${reasonOf(error)}`,
        );
      }
    }
  }

  private get offsetMs(): number {
    return parseDuration(this.source.query_offset ?? '0') ?? 0;
  }
}

const identityOf = ({ rule }: RunningRule): string => `${rule.kind} ${rule.name} ${labelKey(rule.labels)}`;
