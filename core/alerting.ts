import {
  type AlertSink,
  createRuleGroups,
  describeFault,
  type GroupChange,
  openRuleFiles,
  queryWith,
  RESEND_DELAY_MS,
  type RuleStore,
} from './alerts/index.ts';
import { ruleSource } from './alerting-rule-source.ts';
import type { RuleSource } from './prometheus-api/index.ts';
import type { Engine } from './promql/index.ts';
import { reasonOf, type RuleGroup, type Service } from './shared/index.ts';

export interface AlertingOptions {
  /** Rule files that come with Telltale, and the user's own. */
  builtInDir: string;
  userDir: string;
  engine: Engine;
  store: RuleStore;
  /** Who takes the alerts that fire and those that are resolved. */
  sinks: readonly AlertSink[];
  /** Address of the console, where alerts link to. */
  externalUrl(): string;
  log: { warn(message: string): void };
}

export interface Alerting {
  services: readonly Service[];
  source: RuleSource;
  /**
   * Evaluates a group that is in no file until the returned function is called, which ends its alerts. It is listed with the
   * others. Throws `RuleFileError` for one that Prometheus would not take.
   */
  addTemporaryGroup(group: RuleGroup): () => Promise<void>;
}

/** How often the folders are looked at for changes. */
const POLL_MS = 5_000;
/** A rule's query must be done long before its group's next turn. */
const QUERY_TIMEOUT_MS = 30_000;
/**
 * Prometheus goes on with a `for` only where that is longer than its grace period of 10 minutes. Rules here wait for a minute
 * or so, and a restart takes seconds: every `for` goes on.
 */
const GRACE_MS = 0;
const OUTAGE_MS = 3_600_000;

/** Alert rules: their files, their evaluation, and who hears of it. */
export function createAlerting(options: AlertingOptions): Alerting {
  const { builtInDir, userDir, engine, store, sinks, externalUrl, log } = options;
  const files = openRuleFiles({ builtInDir, userDir });
  const groups = createRuleGroups({
    query: queryWith(engine, QUERY_TIMEOUT_MS),
    store,
    get externalUrl() {
      return externalUrl();
    },
    externalLabels: {},
    send: (alerts) => {
      for (const sink of sinks) sink.receive(alerts);
    },
    onChanges: (changes, atMs) => onChanges(changes, atMs),
    onEvaluated: () => {},
    now: Date.now,
    resendDelayMs: RESEND_DELAY_MS,
    outageMs: OUTAGE_MS,
    graceMs: GRACE_MS,
    log,
  });
  const told = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  function onChanges(_changes: readonly GroupChange[], _atMs: number): void {}

  async function refresh(): Promise<void> {
    const found = files.list();
    for (const { name, faults } of found) {
      for (const fault of faults) {
        const text = `${name}: ${describeFault(fault)}`;
        if (!told.has(text)) log.warn(`Rule file ${text}`);
        told.add(text);
      }
    }
    await groups.set(found.flatMap(({ name, groups }) => groups.map((group) => ({ file: name, group }))));
  }

  async function poll(): Promise<void> {
    await refresh().catch((error: unknown) => log.warn(`Rule files: ${reasonOf(error)}`));
    if (watching) timer = setTimeout(() => void poll(), POLL_MS);
  }
  let watching = false;

  const watch: Service = {
    name: 'rule files',
    async start() {
      watching = true;
      await poll();
    },
    async stop() {
      watching = false;
      if (timer) clearTimeout(timer);
    },
  };

  return {
    services: [watch, groups],
    source: ruleSource(groups),
    addTemporaryGroup: (group) => groups.addTemporary(group),
  };
}
