import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAlerting } from './alerting.ts';
import type { OutgoingAlert } from '../alerts/index.ts';
import { createEngine } from '../promql/index.ts';
import { type ConsoleEvent, startAll } from '../shared/index.ts';
import { openStore } from '../store/index.ts';

const builtInDir = fileURLToPath(new URL('../../assets/rules', import.meta.url));
let dir: string;
const cleanUps: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'telltale-alerting-'));
  mkdirSync(join(dir, 'rules'));
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  rmSync(dir, { recursive: true });
});

const file = (name: string) => join(dir, 'rules', name);

/** Alerting on a real store in a folder of its own; ended and begun again as a restart does. */
async function start() {
  const store = openStore({ file: join(dir, 'telltale.db') });
  const events: ConsoleEvent[] = [];
  const sent: OutgoingAlert[] = [];
  const warnings: string[] = [];
  const alerting = createAlerting({
    builtInDir,
    userDir: join(dir, 'rules'),
    engine: createEngine(store),
    store,
    history: store.alertChanges,
    lastSampleMs: async () => (await store.tsdbStatus(1)).headStats.maxTime,
    publish: (event) => events.push(event),
    sinks: [{ receive: (alerts) => sent.push(...alerts) }],
    externalUrl: () => 'http://127.0.0.1:4400',
    log: { warn: (message) => warnings.push(message) },
  });
  const stopAll = await startAll(alerting.services, (error) => expect.unreachable(String(error)));
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await stopAll();
    store.close();
  };
  cleanUps.push(stop);
  const set = (value: number) =>
    store.append({
      refs: Uint32Array.of(store.seriesRef({ __name__: 'load' })),
      timestampsMs: Date.now(),
      values: Float64Array.of(value),
      stale: null,
    });
  const names = () => alerting.handlers.rules().groups.map(({ file, name }) => `${file} ${name}`);
  return { ...alerting, store, events, sent, warnings, stop, set, names };
}

const rule = { alert: 'High load', expr: 'load > 5', for: '1m' };

it('evaluates the rules that come with Telltale, and names them to whoever asks as Prometheus does', async () => {
  const { names, source } = await start();
  expect(names()).toEqual(['food11.yml Food11', 'machine.yml Machine']);
  const [group] = await source.groups();
  expect(group).toMatchObject({
    name: 'Food11',
    file: 'food11.yml',
    interval: 30,
    lastEvaluation: '0001-01-01T00:00:00Z',
  });
  expect(group!.rules[0]).toMatchObject({ type: 'alerting', name: 'Error responses', state: 'inactive', duration: 60 });
});

describe('a group that is there for a while', () => {
  it('goes from normal to pending to firing and back, in the API, the events, the history and at the receivers', async () => {
    const { addTemporaryGroup, set, source, events, sent, store, names } = await start();
    const quick = { ...rule, for: '200ms', annotations: { summary: 'load is {{ $value }}' } };
    const remove = addTemporaryGroup({ name: 'quick', interval: '100ms', rules: [quick] });
    expect(names()).toContain('(temporary) quick');
    set(9);
    const alerts = async () =>
      (await source.groups()).at(-1)!.rules.flatMap((each) => ('alerts' in each ? each.alerts : []));
    await expect.poll(async () => (await alerts())[0]?.state, { timeout: 10_000 }).toBe('firing');
    expect((await alerts())[0]).toMatchObject({ value: '9e+00', annotations: { summary: 'load is 9' } });
    set(1);
    await expect.poll(async () => (await alerts()).length, { timeout: 10_000 }).toBe(0);
    await remove();
    expect(names()).not.toContain('(temporary) quick');

    const states = events.flatMap((event) => (event.type === 'alerts' ? event.changes.map(({ to }) => to) : []));
    expect(states).toEqual(['pending', 'firing', 'inactive']);
    expect(store.alertChanges.between(0, Date.now(), 10).map(({ from, to }) => [from, to])).toEqual([
      ['inactive', 'pending'],
      ['pending', 'firing'],
      ['firing', 'inactive'],
    ]);
    expect(sent.length).toBeGreaterThanOrEqual(2);
    expect(sent.at(-1)!.endsAtMs).toBeLessThanOrEqual(Date.now());
    const now = Date.now();
    const series = await store.select([{ name: '__name__', op: '=', value: 'ALERTS' }], 0, now);
    expect(new Set(series.map(({ labels }) => labels['alertstate']))).toEqual(new Set(['pending', 'firing']));
    expect(series.every(({ stale }) => stale?.at(-1) === 1)).toBe(true);
  });

  it('ends its alerts when it is removed', async () => {
    const { addTemporaryGroup, set, sent, store } = await start();
    const remove = addTemporaryGroup({ name: 'quick', interval: '50ms', rules: [{ ...rule, for: '0s' }] });
    set(9);
    await expect.poll(() => sent.length, { timeout: 10_000 }).toBeGreaterThan(0);
    await remove();
    expect(store.alertChanges.standingAt(Date.now())).toEqual([]);
    expect(sent.at(-1)!.endsAtMs).toBeLessThanOrEqual(Date.now());
  });

  it('is refused when Prometheus would not take it', async () => {
    const { addTemporaryGroup } = await start();
    expect(() => addTemporaryGroup({ name: 'g', rules: [{ alert: 'A', expr: 'up >' }] })).toThrow('parse error');
  });
});

describe('the user', () => {
  it('adds, changes and deletes rules, and what else the file says stays as it was written', async () => {
    const { handlers, names } = await start();
    await handlers.putRule({ file: 'mine.yml', group: 'load', interval: '15s', replaces: null, rule });
    expect(names()).toContain('mine.yml load');
    const written = readFileSync(file('mine.yml'), 'utf8').replace('groups:', '# mine\ngroups:');
    writeFileSync(file('mine.yml'), written);
    const changed = { ...rule, expr: 'load > 6', labels: { version: '1.0' } };
    await handlers.putRule({
      file: 'mine.yml',
      group: 'load',
      replaces: { index: 0, name: 'High load' },
      rule: changed,
    });
    expect(readFileSync(file('mine.yml'), 'utf8')).toBe(`# mine
groups:
  - name: load
    interval: 15s
    rules:
      - alert: High load
        expr: load > 6
        for: 1m
        labels:
          version: '1.0'
`);
    await handlers.deleteRule({ file: 'mine.yml', group: 'load', index: 0, name: 'High load' });
    expect(names()).not.toContain('mine.yml load');
  });

  it('changes a built-in rule in a copy of its file, and may go back to it', async () => {
    const { handlers } = await start();
    const [group] = handlers.rules().groups;
    const { rule: built } = group!.rules[1]!;
    await handlers.putRule({
      file: 'food11.yml',
      group: 'Food11',
      replaces: { index: 1, name: 'Low prediction confidence' },
      rule: { ...built, for: '2m' },
    });
    expect(handlers.rules().files[0]).toMatchObject({ name: 'food11.yml', origin: 'edited' });
    expect(handlers.rules().groups[0]!.rules[1]!.rule.for).toBe('2m');
    await handlers.deleteRuleFile({ file: 'food11.yml' });
    expect(handlers.rules().files[0]).toMatchObject({ origin: 'built-in' });
    expect(handlers.rules().groups[0]!.rules[1]!.rule.for).toBe('1m');
    await expect(handlers.deleteRuleFile({ file: 'food11.yml' })).rejects.toMatchObject({ code: 'bad_request' });
  });

  it.each([
    ['a query that does not parse', { ...rule, expr: 'load >' }, 'invalid_rules'],
    ['a template that does not', { ...rule, annotations: { a: '{{ nosuch }}' } }, 'invalid_rules'],
  ])('is told of %s, and nothing is changed', async (_, bad, code) => {
    const { handlers, names } = await start();
    const wanted = handlers.putRule({ file: 'mine.yml', group: 'load', replaces: null, rule: bad });
    await expect(wanted).rejects.toMatchObject({ code });
    expect(names()).toHaveLength(2);
  });

  it('is told when the rule is not where the page saw it', async () => {
    const { handlers } = await start();
    await handlers.putRule({ file: 'mine.yml', group: 'load', replaces: null, rule });
    const wanted = handlers.deleteRule({ file: 'mine.yml', group: 'load', index: 1, name: 'High load' });
    await expect(wanted).rejects.toMatchObject({ code: 'rules_changed', status: 409 });
  });

  it.each(['../x.yml', '/etc/x.yml', 'x.txt', '.yml', 'a/b.yml'])('may not call a file %s', async (name) => {
    const { handlers } = await start();
    await expect(handlers.putRuleFile({ file: name, text: 'groups: []' })).rejects.toMatchObject({
      code: 'bad_request',
    });
  });
});

describe('a file that is not in order', () => {
  it('is kept and reported with its place, and what it said before goes on', async () => {
    const { handlers, names } = await start();
    await handlers.putRule({ file: 'mine.yml', group: 'load', replaces: null, rule });
    const bad = readFileSync(file('mine.yml'), 'utf8').replace('load > 5', 'load >');
    writeFileSync(file('mine.yml'), bad);
    await handlers.putRule({ file: 'other.yml', group: 'other', replaces: null, rule });
    expect(handlers.rules().files.find(({ name }) => name === 'mine.yml')).toMatchObject({
      origin: 'own',
      faults: [{ line: 5, group: 'load', rule: '1 "High load"', reason: expect.stringContaining('parse error') }],
    });
    expect(names()).toEqual(expect.arrayContaining(['mine.yml load', 'other.yml other']));
    const wanted = handlers.putRule({ file: 'mine.yml', group: 'load', replaces: null, rule });
    await expect(wanted).rejects.toMatchObject({ code: 'invalid_rules' });
    expect(readFileSync(file('mine.yml'), 'utf8')).toBe(bad);
  });
});

it('says when a rule would have fired, by the same transitions', async () => {
  const { handlers, store } = await start();
  const ref = store.seriesRef({ __name__: 'load' });
  const endMs = Math.floor(Date.now() / 60_000) * 60_000;
  const startMs = endMs - 600_000;
  const load = (i: number) => (i >= 8 && i < 20 ? 9 : 1);
  for (let i = 0; i <= 40; i++)
    store.append({
      refs: Uint32Array.of(ref),
      timestampsMs: startMs + i * 15_000,
      values: Float64Array.of(load(i)),
      stale: null,
    });
  const preview = await handlers.previewRule({ rule, interval: '15s', fromMs: startMs, toMs: endMs });
  expect(preview).toEqual({
    alerts: [
      {
        labels: { alertname: 'High load' },
        spans: [
          { state: 'pending', fromMs: startMs + 120_000, toMs: startMs + 180_000 },
          { state: 'firing', fromMs: startMs + 180_000, toMs: startMs + 300_000 },
        ],
      },
    ],
    more: 0,
    stepMs: 15_000,
    firings: 1,
  });
});

it('closes, after an end that nobody announced, what stood then', async () => {
  const first = await start();
  const remove = first.addTemporaryGroup({ name: 'quick', interval: '50ms', rules: [{ ...rule, for: '0s' }] });
  first.set(9);
  await expect.poll(() => first.sent.length, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(first.store.alertChanges.standingAt(Date.now())).toHaveLength(1);
  await first.stop();
  const second = await start();
  expect(second.store.alertChanges.standingAt(Date.now())).toEqual([]);
  expect(second.store.alertChanges.between(0, Date.now(), 10).at(-1)).toMatchObject({ from: 'firing', to: 'inactive' });
  await remove().catch(() => {}); // its store is closed
});

it('goes on with a "for" where a restart interrupted it', async () => {
  const slow = { name: 'slow', interval: '200ms', rules: [{ ...rule, for: '1h' }] };
  writeFileSync(file('slow.yml'), JSON.stringify({ groups: [slow] }));
  const activeAtOf = ({ handlers }: Awaited<ReturnType<typeof start>>) =>
    handlers.rules().groups.find(({ name }) => name === 'slow')?.rules[0]?.alerts[0]?.activeAtMs ?? Infinity;
  const first = await start();
  first.set(9);
  await expect.poll(() => activeAtOf(first), { timeout: 10_000 }).toBeLessThan(Infinity);
  // It is written from the third evaluation on, and its time in whole seconds.
  const written = async () =>
    (await first.store.select([{ name: '__name__', op: '=', value: 'ALERTS_FOR_STATE' }], 0, Date.now()))[0]?.values
      .length ?? 0;
  await expect.poll(written, { timeout: 10_000 }).toBeGreaterThan(8);
  const beganMs = activeAtOf(first);
  await first.stop();
  const stoppedMs = Date.now();
  const second = await start();
  const downMs = Date.now() - stoppedMs;
  await expect.poll(() => activeAtOf(second), { timeout: 10_000 }).toBeLessThan(beganMs + downMs + 1_500);
  expect(activeAtOf(second)).toBeGreaterThanOrEqual(beganMs - 1_000);
});
