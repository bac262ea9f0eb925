import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ruleSource } from './alerting-rule-source.ts';
import { createRuleGroups, editRuleFile, type OutgoingAlert, queryWith } from '../alerts/index.ts';
import { findPrometheus } from '../promql/differential/fetch-prometheus.ts';
import { type RealPrometheus, startPrometheus } from '../promql/differential/real-prometheus.ts';
import { createEngine } from '../promql/index.ts';
import type { Labels, RuleGroup, SeriesData } from '../shared/index.ts';
import { openStore } from '../store/index.ts';

const group: RuleGroup = {
  name: 'live',
  interval: '1s',
  rules: [
    { record: 'load:double', expr: 'load * 2', labels: { made: 'yes' } },
    {
      alert: 'High',
      expr: 'load > 5',
      for: '2s',
      labels: { severity: '{{ if gt $value 8.0 }}bad{{ else }}odd{{ end }}' },
      annotations: { summary: '{{ $labels.job }} is at {{ $value | printf "%.2f" }}' },
    },
    { alert: 'Kept', expr: 'load{job="a"} > 5', keep_firing_for: '5s' },
    { alert: 'Slow', expr: 'load > 5', for: '1h' },
    { alert: 'Double', expr: 'load:double > 10', labels: { job: 'any-{{ $labels.job }}' } },
    { alert: 'Same', expr: 'load > 0', labels: { job: 'same' } },
    { alert: 'Gone', expr: 'absent(load)', annotations: { summary: '{{ query "load" | first | value }}' } },
  ],
};

/** What the series are in each phase; null where they have ended. */
const phases: { a: number | null; b: number | null }[] = [
  { a: 9, b: 1 },
  { a: 9, b: 7 },
  { a: 1, b: 7 },
  { a: null, b: null },
  { a: 7, b: null },
];
const PHASE_MS = 9_000;
/** When both must have come to the state of the phase, however busy the machine is. */
const SETTLED_MS = 7_500;

const found = await findPrometheus();

interface Sent {
  labels: Labels;
  annotations: Labels;
  startsAtMs: number;
  endsAtMs: number;
}

/** An Alertmanager that only listens. */
async function listen(): Promise<{ server: Server; address: string; sent: Sent[] }> {
  const sent: Sent[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      for (const alert of JSON.parse(body) as {
        labels: Labels;
        annotations?: Labels;
        startsAt: string;
        endsAt: string;
      }[]) {
        const { labels, annotations, startsAt, endsAt } = alert;
        sent.push({
          labels,
          annotations: annotations ?? {},
          startsAtMs: Date.parse(startsAt),
          endsAtMs: Date.parse(endsAt),
        });
      }
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `127.0.0.1:${(server.address() as AddressInfo).port}`, sent };
}

interface AlertmanagersReply {
  data: { activeAlertmanagers: unknown[] };
}

interface RuleLike {
  alerts?: readonly { labels: Labels; activeAt?: string }[];
}

/** Rules as the API shows them, without what differs from one moment to the next. */
function comparable(groups: readonly { rules: readonly unknown[] }[]): unknown {
  const text = (labels: Labels) => JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  return groups.flatMap(({ rules }) =>
    (rules as RuleLike[]).map((rule) => {
      const { evaluationTime: _, lastEvaluation: __, alerts, ...rest } = rule as RuleLike & Record<string, unknown>;
      const shown = alerts
        ?.map(({ activeAt: _, ...alert }) => alert)
        .sort((a, b) => (text(a.labels) < text(b.labels) ? -1 : 1));
      return JSON.parse(JSON.stringify({ ...rest, ...(shown ? { alerts: shown } : {}) })) as unknown;
    }),
  );
}

describe('beside a real Prometheus that is fed the same samples and evaluates the same rules', () => {
  const store = openStore({ file: ':memory:' });
  const engine = createEngine(store);
  const ours: OutgoingAlert[] = [];
  const groups = createRuleGroups({
    query: queryWith(engine, 5_000),
    store,
    externalUrl: () => 'http://console',
    externalLabels: {},
    send: (alerts) => ours.push(...alerts),
    onChanges: () => {},
    now: Date.now,
    resendDelayMs: 60_000,
    outageMs: 3_600_000,
    graceMs: 0,
    log: { warn: () => {} },
  });
  let real: RealPrometheus | undefined;
  let theirs: Awaited<ReturnType<typeof listen>> | undefined;

  beforeAll(async () => {
    if ('missing' in found) return;
    theirs = await listen();
    const text = editRuleFile.putGroup('', null, group);
    real = await startPrometheus(found.path, undefined, { text, alertmanager: theirs.address });
    // What fires before it has found the Alertmanager, it sends to nobody.
    const alertmanagers = async () =>
      ((await real!.get('alertmanagers')) as AlertmanagersReply).data.activeAlertmanagers.length;
    for (let tries = 0; tries < 100 && (await alertmanagers()) === 0; tries++) await sleep(250);
    await groups.set([{ file: 'rules.yml', group }]);
    await groups.start();
  }, 60_000);
  afterAll(async () => {
    await groups.stop();
    store.close();
    await real?.stop();
    theirs?.server.close();
  });

  /** One sample of each series of a phase to both; where a series ends, its marker. */
  async function feed(phase: (typeof phases)[number], before: (typeof phases)[number] | undefined): Promise<void> {
    const atMs = Date.now();
    const samples: SeriesData[] = [];
    for (const job of ['a', 'b'] as const) {
      const value = phase[job];
      if (value === null && (before?.[job] ?? null) === null) continue;
      samples.push({
        labels: { __name__: 'load', job },
        timestampsMs: Float64Array.of(atMs),
        values: Float64Array.of(value ?? NaN),
        stale: value === null ? Uint8Array.of(1) : null,
      });
    }
    if (samples.length === 0) return;
    store.append({
      refs: Uint32Array.from(samples, ({ labels }) => store.seriesRef(labels)),
      timestampsMs: atMs,
      values: Float64Array.from(samples, ({ values }) => values[0]!),
      stale: Uint8Array.from(samples, ({ stale }) => stale?.[0] ?? 0),
    });
    await real!.write(samples);
  }

  it('every rule has the same state, alerts and error in every phase, and the same series are written', async (context) => {
    if ('missing' in found) return context.skip(found.missing);
    for (const [i, phase] of phases.entries()) {
      const startedMs = Date.now();
      for (let first = true; Date.now() < startedMs + SETTLED_MS; first = false) {
        await feed(phase, first ? phases[i - 1] : phase);
        await sleep(400);
      }
      const [mine, other] = [
        await ruleSource(groups).groups(),
        (await real!.get('rules')) as { data: { groups: never[] } },
      ];
      expect(comparable(mine), `phase ${i}`).toEqual(comparable(other.data.groups));
      for (const name of ['ALERTS', 'ALERTS_FOR_STATE', 'load:double']) {
        expect(await seriesOf(name), `${name} in phase ${i}`).toEqual(await theirSeriesOf(name));
      }
      await feed(phase, phase);
      await sleep(Math.max(0, startedMs + PHASE_MS - Date.now()));
    }
  }, 120_000);

  it('the same alerts are sent on, with the same ends', (context) => {
    if ('missing' in found) return context.skip(found.missing);
    /** By labels: the last annotations, how far the end was ahead at most, and whether it was said to be resolved. */
    const summary = (sent: readonly Sent[]) => {
      const seen = new Map<string, { annotations: Labels; aheadMs: number; isResolved: boolean }>();
      for (const { labels, annotations, startsAtMs, endsAtMs } of sent) {
        const lastsMs = endsAtMs - startsAtMs;
        const known = seen.get(labelsText(labels));
        seen.set(labelsText(labels), {
          annotations,
          aheadMs: Math.max(lastsMs, known?.aheadMs ?? 0),
          isResolved: lastsMs < 60_000 || (known?.isResolved ?? false),
        });
      }
      return seen;
    };
    expect(summary(ours).size).toBeGreaterThan(4);
    expect(summary(ours)).toEqual(summary(theirs!.sent));
  });

  const labelsText = (labels: Labels) => JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

  async function seriesOf(name: string): Promise<string[]> {
    const { value } = await engine.instant(name, Date.now());
    return value.type === 'vector' ? value.series.map(({ labels }) => labelsText(labels)).sort() : [];
  }

  async function theirSeriesOf(name: string): Promise<string[]> {
    const reply = await real!.instant(name, Date.now());
    if (reply.status === 'error') throw new Error(reply.error);
    return (reply.data.result as { metric: Labels }[]).map(({ metric }) => labelsText(metric)).sort();
  }
});
