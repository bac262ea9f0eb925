import { describe, expect, it } from 'vitest';
import { judge, type Observed } from './service-state.ts';

const startedAt = '2026-11-28T18:00:00Z';
const atMs = (seconds: number) => Date.parse(startedAt) + seconds * 1000;
const container = (Status: string, more: object = {}, RestartCount = 0): Observed['container'] => ({
  State: { Status, ExitCode: 0, Error: '', OOMKilled: false, StartedAt: startedAt, FinishedAt: startedAt, ...more },
  RestartCount,
});
const seen = (more: Partial<Observed>): Observed => ({
  container: null,
  probe: null,
  wasHealthy: false,
  isPulling: false,
  failure: null,
  lastWords: null,
  wasStopped: false,
  startupMs: 60_000,
  nowMs: atMs(10),
  ...more,
});
const deaf = { ok: false, reason: 'no answer' } as const;

describe('a service', () => {
  it.each<{ when: string; observed: Partial<Observed>; state: string; reason?: RegExp }>([
    { when: 'it has no container', observed: {}, state: 'absent' },
    { when: 'its image is on its way', observed: { isPulling: true, failure: 'before' }, state: 'pulling' },
    { when: 'bringing it up failed', observed: { failure: 'No.' }, state: 'failed', reason: /^No\.$/ },
    { when: 'it is made, not started', observed: { container: container('created') }, state: 'created' },
    {
      when: 'its own endpoint says so',
      observed: { container: container('running'), probe: { ok: true } },
      state: 'healthy',
    },
    { when: 'it runs and is young', observed: { container: container('running'), probe: deaf }, state: 'starting' },
    {
      when: 'it runs and is too old not to answer',
      observed: { container: container('running'), probe: deaf, nowMs: atMs(61) },
      state: 'unhealthy',
      reason: /does not answer as it should: no answer/,
    },
    {
      when: 'it was healthy and fell silent, however young',
      observed: { container: container('running'), probe: deaf, wasHealthy: true },
      state: 'unhealthy',
    },
    { when: 'it is paused', observed: { container: container('paused') }, state: 'unhealthy', reason: /paused/ },
    {
      when: 'it ends again and again',
      observed: { container: container('restarting', { ExitCode: 2 }, 3), lastWords: 'bad flag' },
      state: 'unhealthy',
      reason: /code 2.*restarted it 3 times.*Its last words: bad flag/,
    },
    {
      when: 'it was asked to end',
      observed: { container: container('exited', { ExitCode: 143 }), wasStopped: true },
      state: 'stopped',
    },
    { when: 'it ended well', observed: { container: container('exited') }, state: 'stopped' },
    {
      when: 'it ended badly',
      observed: { container: container('exited', { ExitCode: 1 }), lastWords: 'oh no' },
      state: 'failed',
      reason: /by itself with code 1\. Its last words: oh no/,
    },
    {
      when: 'its memory did not suffice',
      observed: { container: container('exited', { ExitCode: 137, OOMKilled: true }) },
      state: 'failed',
      reason: /more memory/,
    },
  ])('is $state when $when', ({ observed, state, reason }) => {
    const judged = judge(seen(observed));
    expect(judged.state).toBe(state);
    expect(judged.reason ?? '').toMatch(reason ?? /^/);
  });
});
