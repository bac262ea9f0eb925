import {
  type AlertSink,
  createRuleGroups,
  describeFault,
  openRuleFiles,
  queryWith,
  RESEND_DELAY_MS,
  type RuleStore,
} from '../alerts/index.ts';
import { alertingHandlers } from './alerting-handlers.ts';
import { ruleSource } from './alerting-rule-source.ts';
import { toAlertChange } from './alerting-status.ts';
import type { RuleSource } from '../prometheus-api/index.ts';
import type { Engine } from '../promql/index.ts';
import { type ConsoleEvent, reasonOf, type RuleGroup, type Service } from '../shared/index.ts';
import type { AlertChangeRepository } from '../store/index.ts';

export interface AlertingOptions {
  /** Rule files that come with Telltale, and the user's own. */
  builtInDir: string;
  userDir: string;
  engine: Engine;
  store: RuleStore;
  history: Pick<AlertChangeRepository, 'add' | 'between' | 'standingAt'>;
  /** When samples were last taken: where the program ended without saying so, alerts stood until then. */
  lastSampleMs(): Promise<number>;
  publish(event: ConsoleEvent): void;
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
  /** The groups of all rule files, as they are in force. */
  groups(): RuleGroup[];
  handlers: ReturnType<typeof alertingHandlers>;
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

/** Alert rules: their files, their evaluation, their history, and who hears of it. */
export function createAlerting(options: AlertingOptions): Alerting {
  const { builtInDir, userDir, engine, store, history, publish, sinks, externalUrl, log } = options;
  const files = openRuleFiles({ builtInDir, userDir });
  const query = queryWith(engine, QUERY_TIMEOUT_MS);
  const world = { externalUrl, externalLabels: {} };
  const groups = createRuleGroups({
    ...world,
    query,
    store,
    send: (alerts) => {
      for (const sink of sinks) sink.receive(alerts);
    },
    onChanges(changes, atMs) {
      const kept = changes.map((change) => toAlertChange(change, atMs));
      history.add(kept);
      publish({ type: 'alerts', changes: kept });
    },
    now: Date.now,
    resendDelayMs: RESEND_DELAY_MS,
    outageMs: OUTAGE_MS,
    graceMs: GRACE_MS,
    log,
  });

  const told = new Set<string>();
  let watching = false;
  let timer: NodeJS.Timeout | null = null;
  let inForce = '';

  /** Brings what is evaluated in line with the files. */
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
    const state = JSON.stringify(found.map(({ name, origin, groups, faults }) => [name, origin, groups, faults]));
    if (state !== inForce && inForce !== '') publish({ type: 'rules' });
    inForce = state;
  }

  async function poll(): Promise<void> {
    await refresh().catch((error: unknown) => log.warn(`Rule files: ${reasonOf(error)}`));
    if (watching) timer = setTimeout(() => void poll(), POLL_MS);
  }

  /** What stood when the program ended, stood no longer; if it does again, it begins anew. */
  async function closeHistory(): Promise<void> {
    const endedMs = Math.min(Date.now(), await options.lastSampleMs());
    const standing = history.standingAt(Number.MAX_SAFE_INTEGER);
    history.add(
      standing.map((change) => ({
        ...change,
        timeMs: Math.max(change.timeMs, endedMs),
        from: change.to,
        to: 'inactive',
      })),
    );
  }

  const watch: Service = {
    name: 'rule files',
    async start() {
      await closeHistory();
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
    addTemporaryGroup(group) {
      const remove = groups.addTemporary(group);
      publish({ type: 'rules' });
      return async () => {
        await remove();
        publish({ type: 'rules' });
      };
    },
    groups: () => files.list().flatMap(({ groups }) => groups),
    handlers: alertingHandlers({
      files,
      groups,
      refresh,
      engine,
      history,
      world: { ...world, query: (expr, atMs) => query(expr, atMs, AbortSignal.timeout(QUERY_TIMEOUT_MS)) },
    }),
  };
}
