import { describe, expect, it } from 'vitest';
import { builtInPlans, isLoopbackHost, LoadPlan, plannedMs } from './index.ts';

const planCalled = (name: string) => builtInPlans.find((plan) => plan.name === name)!;
const workers = (name: string) =>
  planCalled(name).schedule.stages.map((stage) => ('concurrency' in stage ? stage.concurrency : null));

describe('the built-in plans', () => {
  it.each([
    'hundred-requests',
    'ramp',
    'error-ramp',
    'replay-evaluation',
    'look-alikes',
    'restyled',
    'mixed-traffic',
    'evaluation-loops',
  ])('include %s and a short variant of it', (name) => {
    expect(planCalled(name)).toBeDefined();
    const full = planCalled(name);
    const short = planCalled(`${name}-short`);
    expect(short.mix).toEqual(full.mix);
    const isShorter = plannedMs(short.schedule) < plannedMs(full.schedule) || short.maxRequests < full.maxRequests;
    expect(isShorter).toBe(true);
  });

  it('have names of their own', () => {
    expect(new Set(builtInPlans.map(({ name }) => name)).size).toBe(builtInPlans.length);
  });

  it("have the tutorial's numbers", () => {
    expect(workers('ramp')).toEqual([1, 2, 3, 5, 3, 2, 1]);
    expect(plannedMs(planCalled('ramp').schedule)).toBe(7 * 30_000);
    expect(plannedMs(planCalled('ramp-long').schedule)).toBe(7 * 60_000);
    expect(workers('error-ramp')).toEqual([1, 3, 5, 10, 5, 3, 1]);
    expect(planCalled('hundred-requests')).toMatchObject({ maxRequests: 100 });
    expect(planCalled('mixed-traffic').mix.map(({ weight, payload }) => [weight, payload.kind])).toEqual([
      [1, 'health'],
      [10, 'images'],
      [2, 'undecodable'],
    ]);
  });
});

describe('a load plan', () => {
  const schedule = { kind: 'closed', stages: [{ concurrency: 1, durationMs: 1000 }] };
  const read = (rest: object) => LoadPlan.safeParse({ name: 'mine', title: 'Mine', schedule, ...rest });

  it('needs no more than a name, a title and a schedule', () => {
    expect(read({}).data).toMatchObject({
      target: { kind: 'service', path: '/predict' },
      mix: [{ weight: 1, payload: { kind: 'images', set: 'test' } }],
      keepAlive: true,
    });
  });

  it.each([
    ['an unknown field', { speed: 5 }, ''],
    ['a header HTTP itself sets', { target: { kind: 'url', url: 'http://a/', headers: { Host: 'b' } } }, 'target'],
    [
      'a header with a line break',
      { target: { kind: 'url', url: 'http://a/', headers: { a: 'b\r\nc: d' } } },
      'target',
    ],
    ['another protocol', { target: { kind: 'url', url: 'file:///etc/passwd' } }, 'target'],
    ['a path that names a host', { target: { kind: 'service', path: '//example.com/' } }, 'target.path'],
    ['a path with a space', { target: { kind: 'service', path: '/a b' } }, 'target.path'],
    ['nothing to send', { mix: [] }, 'mix'],
    ['a mix sent once', { order: { kind: 'shuffled-once' }, mix: [{ payload: { kind: 'empty' } }] }, 'order'],
    ['no end in sight', { schedule: { kind: 'closed', stages: [{ concurrency: 1, durationMs: 1e12 }] } }, 'schedule'],
  ])('is refused with %s, naming the field', (_what, rest, field) => {
    const { error } = read(rest);
    expect(error!.issues[0]!.path.map(String).join('.').startsWith(field)).toBe(true);
  });
});

it.each([
  ['localhost', true],
  ['service.localhost', true],
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['[::1]', true],
  ['localhost.example.com', false],
  ['127.0.0.1.example.com', false],
  ['10.0.0.1', false],
  ['0.0.0.0', false],
  ['example.com', false],
])('the host %s is this machine: %s', (host, isThisMachine) => {
  expect(isLoopbackHost(new URL(`http://${host}/`).hostname)).toBe(isThisMachine);
});
