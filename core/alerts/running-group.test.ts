import { describe, expect, it } from 'vitest';
import { RunningGroup } from './running-group.ts';
import { MemoryStore } from './testing/memory-store.ts';
import { virtualGroup } from './testing/virtual-group.ts';

const high = { alert: 'High', expr: 'load > 5', for: '30s' };
const rules = (...rules: object[]) => ({ name: 'g', interval: '15s', rules: rules as never });

/** A store in which `load` has these values at 0, 15, 30 ... seconds; NaN ends it. */
function withLoad(...values: number[]): MemoryStore {
  const store = new MemoryStore();
  values.forEach((value, i) => store.add({ __name__: 'load', job: 'a' }, i * 15_000, value));
  return store;
}

describe('an alert', () => {
  it('is pending from its first moment, and fires when it has been so for its "for"', async () => {
    const { at, changes, store } = virtualGroup(rules(high), { store: withLoad(1, 9, 9, 9, 9, 1, 1) });
    await at(0, 15, 30, 45, 60, 75);
    expect(changes).toEqual(['15 High inactive -> pending', '45 High pending -> firing', '75 High firing -> inactive']);
    expect(store.lines('ALERTS')).toEqual([
      'alertname=High alertstate=firing job=a 45:1 60:1 75:stale',
      'alertname=High alertstate=pending job=a 15:1 30:1 45:stale',
    ]);
    expect(store.lines('ALERTS_FOR_STATE')).toEqual(['alertname=High job=a 15:15 30:15 45:15 60:15 75:stale']);
  });

  it('is forgotten when it was only pending, and begins anew', async () => {
    const { at, changes, sent } = virtualGroup(rules(high), { store: withLoad(9, 1, 9, 9, 9) });
    await at(0, 15, 30, 45, 60);
    expect(changes).toEqual([
      '0 High inactive -> pending',
      '15 High pending -> inactive',
      '30 High inactive -> pending',
      '60 High pending -> firing',
    ]);
    expect(sent).toHaveLength(1);
  });

  it('goes on firing for its keep_firing_for, and a return within it is no new alert', async () => {
    const store = withLoad(9, 1, 9, 1, 1, 1, 1);
    const { at, changes } = virtualGroup(rules({ ...high, for: '0s', keep_firing_for: '30s' }), { store });
    await at(0, 15, 30, 45, 60, 75, 90);
    expect(changes).toEqual(['0 High inactive -> firing', '75 High firing -> inactive']);
  });

  it('is sent when it fires, again after the delay, with an end ahead, and once it is resolved', async () => {
    const { at, sent } = virtualGroup(rules({ ...high, for: '0s' }), { store: withLoad(9, 9, 9, 9, 9, 9, 1) });
    await at(0, 15, 30, 45, 60, 75, 90);
    expect(sent.map(({ startsAtMs, endsAtMs }) => [startsAtMs / 1000, endsAtMs / 1000])).toEqual([
      [0, 240],
      [0, 75 + 240],
      [0, 90],
    ]);
    expect(sent[0]).toMatchObject({
      labels: { alertname: 'High', job: 'a' },
      generatorUrl: 'http://console/explore?expr=load+%3E+5',
    });
  });

  it('that is resolved is sent on for 15 minutes, then forgotten', async () => {
    const { at, sent, running } = virtualGroup(rules({ ...high, for: '0s' }), { store: withLoad(9, 1) });
    await at(0, 15, ...Array.from({ length: 40 }, (_, i) => 30 + i * 30));
    expect(running.rules[0]!.alerts.size).toBe(0);
    expect(Math.max(...sent.map(({ endsAtMs }) => endsAtMs))).toBe(240_000);
    expect(sent.filter(({ endsAtMs }) => endsAtMs === 15_000).length).toBeGreaterThanOrEqual(10);
  });

  it('has the labels and annotations that its templates give', async () => {
    const rule = {
      ...high,
      labels: { level: '{{ if gt $value 8.0 }}bad{{ else }}odd{{ end }}', none: '{{ $labels.missing }}' },
      annotations: { summary: '{{ $labels.job }}: {{ $value | humanize }}', link: '{{ $externalURL }}' },
    };
    const { at, running } = virtualGroup(rules(rule), { store: withLoad(9) });
    await at(0);
    expect([...running.rules[0]!.alerts.values()]).toMatchObject([
      {
        labels: { alertname: 'High', job: 'a', level: 'bad' },
        annotations: { summary: 'a: 9', link: 'http://console' },
      },
    ]);
  });
});

describe('a rule that fails', () => {
  it('says why and leaves its neighbours and its own state alone', async () => {
    const store = withLoad(9, 9);
    store.add({ __name__: 'load', job: 'b' }, 15_000, 9);
    const one = { alert: 'One', expr: 'load > 5', labels: { job: 'same' } };
    const { at, running, changes } = virtualGroup(rules(one, high), { store });
    await at(0, 15);
    expect(running.rules.map(({ status }) => status)).toMatchObject([
      { health: 'err', lastError: 'vector contains metrics with the same labelset after applying alert labels' },
      { health: 'ok', lastError: '' },
    ]);
    expect(running.rules[0]!.alerts.size).toBe(1);
    expect(changes).toContain('15 High inactive -> pending');
  });

  it('beyond the limit of its group has no alerts at all', async () => {
    const store = withLoad(9, 9);
    store.add({ __name__: 'load', job: 'b' }, 15_000, 9);
    const { at, running } = virtualGroup({ ...rules(high), limit: 1 }, { store });
    await at(0, 15);
    expect(running.rules[0]).toMatchObject({ status: { lastError: 'exceeded limit of 1 with 2 alerts' } });
    expect(running.rules[0]!.alerts.size).toBe(0);
  });

  it('is one whose result is a string', async () => {
    const { at, running } = virtualGroup(rules({ record: 'r', expr: '"text"' }));
    await at(0);
    expect(running.rules[0]!.status.lastError).toBe('rule result is not a vector or scalar');
  });
});

describe('a recording rule', () => {
  it('writes its series, ends those that are gone, and is seen by the rules after it', async () => {
    const record = { record: 'load:double', expr: 'load * 2', labels: { kind: 'made' } };
    const after = { alert: 'After', expr: 'load:double > 10' };
    const { at, store, changes } = virtualGroup(rules(record, after), { store: withLoad(3, 9, NaN) });
    await at(0, 15, 30);
    expect(store.lines('load:double')).toEqual(['job=a kind=made 0:6 15:18 30:stale']);
    expect(changes).toEqual(['15 After inactive -> firing', '30 After firing -> inactive']);
  });

  it('takes a scalar for a series without labels', async () => {
    const { at, store } = virtualGroup(rules({ record: 'answer', expr: '6 * 7' }));
    await at(0);
    expect(store.lines('answer')).toEqual([' 0:42']);
  });

  it('looks at the past by its query offset, and writes there', async () => {
    const group = { ...rules({ record: 'r', expr: 'load' }), query_offset: '15s' };
    const { at, store } = virtualGroup(group, { store: withLoad(3, 9) });
    await at(15, 30);
    expect(store.lines('r')).toEqual(['job=a 0:3 15:9']);
  });
});

describe('after a restart', () => {
  const values = Array.from({ length: 30 }, () => 9);

  it('the "for" of an alert goes on where it was; the time nobody looked does not count', async () => {
    const store = withLoad(...values);
    const first = virtualGroup(rules({ ...high, for: '2m' }), { store });
    await first.at(0, 15, 30, 45, 60);
    const second = virtualGroup(rules({ ...high, for: '2m' }), { store, restores: true });
    await second.at(150, 165);
    second.clock.nowMs = 166_000;
    await second.running.rules[0]!.restore(store, 3_600_000, { nowMs: 166_000, graceMs: 0 });
    expect([...second.running.rules[0]!.alerts.values()][0]!.activeAtMs).toBe(106_000);
    await second.at(180, 225, 240);
    expect(second.changes).toEqual(['150 High inactive -> pending', '240 High pending -> firing']);
  });

  it('an alert that was firing fires at once', async () => {
    const store = withLoad(...values);
    const first = virtualGroup(rules(high), { store });
    await first.at(0, 15, 30, 45);
    const second = virtualGroup(rules(high), { store, restores: true });
    await second.at(150, 165);
    expect(second.store.lines('ALERTS')[0]).not.toContain('150:1');
    await second.running.rules[0]!.restore(store, 3_600_000, { nowMs: 166_000, graceMs: 0 });
    await second.at(180);
    expect(second.changes.at(-1)).toBe('180 High pending -> firing');
  });
});

describe('a group that replaces another', () => {
  it('takes over the alerts of rules that have the same name and labels, and ends the rest', async () => {
    const store = withLoad(9, 9, 9, 9);
    const before = virtualGroup(rules(high, { alert: 'Gone', expr: 'load > 1' }), { store });
    await before.at(0, 15);
    const changed = rules({ ...high, expr: 'load > 6' });
    const after = new RunningGroup({ file: 'test.yml', name: 'g' }, changed, before.world, { restores: false });
    before.clock.nowMs = 20_000;
    after.inherit(before.running);
    await after.evaluate(30_000);
    expect(before.changes.slice(-2)).toEqual(['20 Gone firing -> inactive', '30 High pending -> firing']);
    expect(before.sent.find(({ endsAtMs }) => endsAtMs === 20_000)).toMatchObject({ labels: { alertname: 'Gone' } });
    expect(store.lines('ALERTS').find((line) => line.includes('Gone'))).toMatch(/20:stale$/);
  });
});
