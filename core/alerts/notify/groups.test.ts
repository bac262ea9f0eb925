import { beforeEach, describe, expect, it } from 'vitest';
import { type Labels, NotificationSettings } from '../../shared/index.ts';
import { createGroups, type News, type Route, type Tell } from './groups.ts';
import { toKnown } from './known-alert.ts';
import { toldMemory } from './memories.ts';
import { alertOf, memoryDocuments } from './testing/memory.ts';

const startMs = 1_800_000_000_000;
const settings = NotificationSettings.parse({
  groupWaitMs: 10_000,
  groupIntervalMs: 60_000,
  repeatIntervalMs: 3_600_000,
});
const route: Route = { receiver: 'ops', matches: () => true, sendResolved: true };

/** Groups with a clock in seconds since the start, and what they told of. */
function bench(routes: readonly Route[] = [route], { told = toldMemory(memoryDocuments()), by = ['alertname'] } = {}) {
  let silenced: (labels: Labels) => boolean = () => false;
  const groups = createGroups({
    settings: { ...settings, groupBy: by },
    routes,
    told,
    isSilenced: (labels) => silenced(labels),
  });
  const at = (second: number) => startMs + second * 1000;
  const failures: unknown[] = [];
  return {
    told,
    failures,
    fire(name: string, second: number, labels: Labels = {}) {
      groups.insert(toKnown(alertOf({ alertname: name, ...labels }, at(second)), at(second)), at(second));
    },
    end(name: string, second: number, labels: Labels = {}) {
      const alert = alertOf({ alertname: name, ...labels }, at(0), { endsAtMs: at(second) });
      groups.insert(toKnown(alert, at(second)), at(second));
    },
    silence(test: (labels: Labels) => boolean) {
      silenced = test;
    },
    /** What is told of at a second: receiver and alerts, `-` before those that ended. */
    look(second: number, tell: Tell = () => true): string[] {
      const lines: string[] = [];
      const hear = (news: News) => {
        if (!tell(news)) return false;
        const names = news.alerts.map(
          ({ labels, endsAtMs }) => `${endsAtMs <= at(second) ? '-' : ''}${labels['n'] ?? labels['alertname']}`,
        );
        lines.push(`${news.receiver}: ${names.sort().join(' ')}`);
        return true;
      };
      groups.flushDue(at(second), hear, (error) => failures.push(error));
      return lines;
    },
    dueAt: () => (groups.dueAtMs() - startMs) / 1000,
  };
}

let groups: ReturnType<typeof bench>;
beforeEach(() => {
  groups = bench();
});

describe('a group', () => {
  it('waits for company before its first message', () => {
    groups.fire('A', 0, { n: '1' });
    groups.fire('A', 4, { n: '2' });
    expect(groups.dueAt()).toBe(10);
    expect(groups.look(9)).toEqual([]);
    expect(groups.look(10)).toEqual(['ops: 1 2']);
  });

  it('tells of changes at intervals, and of nothing when nothing has changed', () => {
    groups.fire('A', 0, { n: '1' });
    groups.look(10);
    groups.fire('A', 20, { n: '2' });
    expect(groups.look(69)).toEqual([]);
    expect(groups.look(70)).toEqual(['ops: 1 2']);
    expect(groups.look(130)).toEqual([]);
    groups.end('A', 150, { n: '1' });
    expect(groups.look(190)).toEqual(['ops: -1 2']);
    expect(groups.look(250)).toEqual([]);
  });

  it('is told of again after the repeat interval', () => {
    groups.fire('A', 0);
    groups.look(10);
    groups.end('A', 20_000); // an end that is far ahead: it goes on
    for (let second = 70; second < 3_610; second += 60) expect(groups.look(second)).toEqual([]);
    expect(groups.look(3_670)).toEqual(['ops: A']);
  });

  it('ends with a message that says so, once', () => {
    groups.fire('A', 0);
    groups.look(10);
    groups.end('A', 30);
    expect(groups.look(70)).toEqual(['ops: -A']);
    groups.end('A', 30);
    expect(groups.look(130)).toEqual([]);
    expect(groups.look(190)).toEqual([]);
    groups.look(250);
    expect(groups.dueAt()).toBe(Infinity);
  });

  it('whose alerts were over before anybody heard of them says nothing', () => {
    groups.fire('A', 0);
    groups.end('A', 5);
    expect(groups.look(10)).toEqual([]);
  });

  it('ends by itself when the rules fall silent', () => {
    groups.fire('A', 0);
    groups.look(10);
    expect(groups.look(900)).toEqual(['ops: -A']);
  });

  it('of an alert that has fired for longer than a group waits is told of at once', () => {
    groups.end('A', 0);
    expect(groups.dueAt()).toBe(10);
    const late = bench();
    late.fire('A', -60);
    late.fire('A', -20);
    expect(late.look(0)).toEqual(['ops: A']);
  });

  it('that could not be told of is tried again at the next interval, and its end with it', () => {
    groups.fire('A', 0);
    const full = () => {
      throw new Error('disk full');
    };
    expect(groups.look(10, full)).toEqual([]);
    expect(groups.failures).toHaveLength(1);
    expect(groups.look(70, () => false)).toEqual([]);
    expect(groups.failures).toHaveLength(1);
    expect(groups.look(130)).toEqual(['ops: A']);
  });
});

describe('alerts', () => {
  it('are grouped by the labels that were chosen, by all of them, or not at all', () => {
    const fireAll = (bench: typeof groups) => {
      bench.fire('A', 0, { job: 'x', n: '1' });
      bench.fire('A', 0, { job: 'y', n: '2' });
      bench.fire('B', 0, { job: 'x', n: '3' });
      return bench.look(10);
    };
    expect(fireAll(bench([route], { by: ['job'] }))).toEqual(['ops: 1 3', 'ops: 2']);
    expect(fireAll(bench([route], { by: ['...'] }))).toEqual(['ops: 1', 'ops: 2', 'ops: 3']);
    expect(fireAll(bench([route], { by: [] }))).toEqual(['ops: 1 2 3']);
  });

  it('go to the receivers whose matchers they meet, each in its own time', () => {
    const both = bench([route, { ...route, receiver: 'pager', matches: ({ severity }) => severity === 'page' }]);
    both.fire('A', 0);
    expect(both.look(10)).toEqual(['ops: A']);
    both.fire('A', 20, { severity: 'page', n: '2' });
    expect(both.look(30)).toEqual(['pager: 2']);
    expect(both.look(70)).toEqual(['ops: 2 A']);
  });

  it('that ended are left out where nobody wants to know', () => {
    const quiet = bench([{ ...route, sendResolved: false }]);
    quiet.fire('A', 0, { n: '1' });
    quiet.fire('A', 0, { n: '2' });
    quiet.look(10);
    quiet.end('A', 20, { n: '1' });
    expect(quiet.look(70)).toEqual([]);
    quiet.end('A', 80, { n: '2' });
    expect(quiet.look(130)).toEqual([]);
    quiet.fire('A', 140, { n: '2' });
    expect(quiet.look(190)).toEqual(['ops: 2']);
  });

  it('that are silenced are not told of, nor is their end; firing again later is news', () => {
    groups.fire('A', 0, { n: '1' });
    groups.fire('A', 0, { n: '2' });
    groups.look(10);
    groups.silence(({ n }) => n === '1');
    groups.end('A', 30, { n: '1' });
    expect(groups.look(70)).toEqual([]);
    groups.silence(() => false);
    groups.fire('A', 80, { n: '1' });
    expect(groups.look(130)).toEqual(['ops: 1 2']);
  });

  it('that were told of before a restart are not told of again', () => {
    groups.fire('A', 0, { n: '1' });
    groups.fire('A', 0, { n: '2' });
    groups.look(10);
    const restarted = bench([route], { told: groups.told });
    restarted.fire('A', 0, { n: '1' });
    restarted.fire('A', 0, { n: '2' });
    expect(restarted.look(30)).toEqual([]);
    restarted.end('A', 40, { n: '1' });
    expect(restarted.look(90)).toEqual(['ops: -1 2']);
  });
});
