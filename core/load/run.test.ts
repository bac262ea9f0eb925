import { afterEach, describe, expect, it } from 'vitest';
import { LoadReport } from '../shared/index.ts';
import type { LoadPlan } from '../shared/index.ts';
import { encodePicture } from './requests.ts';
import type { PreparedPart } from './requests.ts';
import type { RunOptions } from './run.ts';
import { runLoad } from './run.ts';
import type { Target } from './test-target.ts';
import { ok, open, planOf, startTarget, taskOf } from './test-target.ts';

const bodies = ['one', 'two'].map((picture) => encodePicture(Buffer.from(picture)));
const partsTo = (path: string): PreparedPart[] => [
  { weight: 1, requests: bodies.map((body) => ({ method: 'POST', path, body })) },
];
let targets: Target[] = [];

afterEach(async () => {
  await Promise.all(targets.splice(0).map((target) => target.close()));
});

async function listen(...args: Parameters<typeof startTarget>): Promise<Target> {
  const target = await startTarget(...args);
  targets.push(target);
  return target;
}

async function run(target: string, plan: LoadPlan, options: Partial<RunOptions> = {}) {
  const reports: LoadReport[] = [];
  const task = taskOf(target, plan);
  const stop = new AbortController().signal;
  await runLoad({
    task,
    parts: partsTo('/predict'),
    stop,
    report: (report) => reports.push(LoadReport.parse(report)),
    ...options,
  });
  return { reports, last: reports.at(-1)! };
}

/** An origin that nothing listens on. */
async function unusedOrigin(): Promise<string> {
  const target = await startTarget(ok);
  await target.close();
  return target.origin;
}

describe('a load run', () => {
  it('sends the bodies in turn as JSON and keeps its connections', async () => {
    const seen: string[] = [];
    const sockets = new Set<unknown>();
    const { origin } = await listen((request, response, body) => {
      seen.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`);
      sockets.add(request.socket);
      setTimeout(() => ok(request, response, body), 2);
    });
    const { last } = await run(origin, planOf([[2, 300]]), { parts: partsTo('/predict?top=3') });
    expect(last.state).toBe('completed');
    expect(last.totals.requests).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(20);
    expect(new Set(seen)).toEqual(
      new Set(bodies.map((body) => `POST /predict?top=3 application/json ${body.toString()}`)),
    );
    expect(sockets.size).toBe(2);
  });

  it('sends at the rate of an open plan, and measures a stall of the target from when each request was due', async () => {
    let turn = 0;
    const { origin } = await listen((request, response, body) => {
      const stall = ++turn > 20 && turn <= 40; // answers come back only when the stall is over
      setTimeout(() => ok(request, response, body), stall ? 600 : 1);
    });
    const schedule = open([[50, 50, 1500]]);
    const { last } = await run(origin, planOf([[1, 100]], { schedule }));
    expect(last).toMatchObject({ state: 'completed', totals: { requests: 75, errors: 0, dropped: 0 } });
    expect(last.totals.latencyMs.p90).toBeGreaterThan(590);
    expect(last.totals.latencyCurveMs.at(-1)).toBe(last.totals.latencyMs.max);
  });

  it('never has more in flight than an open plan allows', async () => {
    let inFlight = 0;
    let most = 0;
    const { origin } = await listen((request, response, body) => {
      most = Math.max(most, ++inFlight);
      setTimeout(() => (inFlight--, ok(request, response, body)), 400);
    });
    const schedule = open([[100, 100, 1000]], { maxInFlight: 3 });
    const { last } = await run(origin, planOf([[1, 100]], { schedule }));
    expect(most).toBe(3);
    expect(last.totals.requests + last.totals.dropped).toBe(100);
    expect(last.message).toContain('because 3 were in flight already');
  });

  it('sends the API key as a bearer token', async () => {
    let authorization: string | undefined;
    const { origin } = await listen((request, response, body) => {
      ({ authorization } = request.headers);
      ok(request, response, body);
    });
    await run(origin, planOf([[1, 100]]), { task: { ...taskOf(origin, planOf([[1, 100]])), apiKey: 'key-1' } });
    expect(authorization).toBe('Bearer key-1');
  });

  it('reports once a second, in ticks that add up to the totals', async () => {
    const { origin } = await listen((request, response, body) => void setTimeout(() => ok(request, response, body), 5));
    const { reports, last } = await run(
      origin,
      planOf([
        [1, 1200],
        [3, 1200],
      ]),
    );
    expect(reports.map(({ state }) => state)).toEqual(['running', 'running', 'completed']);
    expect(reports.map(({ stage }) => stage)).toEqual([0, 1, 1]);
    expect(reports.map(({ tick }) => tick!.concurrency)).toEqual([1, 1, 3]);
    expect(reports.reduce((sum, { tick }) => sum + tick!.requests, 0)).toBe(last.totals.requests);
    expect(reports[0]!.progress).toBeGreaterThan(0.4);
    expect(reports[0]!.progress).toBeLessThan(0.6);
    expect(last.progress).toBe(1);
    expect(last.totals.errors).toBe(0);
    expect(last.totals.latencyMs.p50).toBeGreaterThan(4);
    expect(last.totals.latencyMs.p50).toBeLessThan(100);
    expect(last.message).toBeNull();
  });

  it('counts replies that are not 2xx by their status', async () => {
    let turn = 0;
    const { origin } = await listen((_request, response) => {
      response.statusCode = [200, 422, 500, 503][turn++ % 4]!;
      response.end('{}');
    });
    const { last } = await run(origin, planOf([[1, 300]]));
    const { requests, errors, byStatus } = last.totals;
    expect(Object.keys(byStatus)).toEqual(['200', '422', '500', '503']);
    expect(errors).toBe(requests - byStatus['200']!);
  });

  it('gives up on a request after the time-out, and goes on with a new connection', async () => {
    const { origin } = await listen(() => {}); // accepts, reads, never answers
    const { last } = await run(origin, planOf([[2, 450]], { timeoutMs: 200 }));
    expect(last.state).toBe('completed');
    expect(last.totals.byStatus).toEqual({ timeout: last.totals.requests });
    expect(last.message).toBe(`None of the ${last.totals.requests} requests to ${origin}/predict succeeded.`);
    expect(last.totals.requests).toBeGreaterThanOrEqual(4);
    expect(last.totals.latencyMs.p50).toBeGreaterThan(195);
    expect(last.totals.latencyMs.max).toBeLessThan(400);
  });

  it('times out a reply that begins and never ends', async () => {
    const { origin } = await listen((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const { last } = await run(origin, planOf([[1, 150]], { timeoutMs: 200 }));
    expect(last.totals.byStatus).toEqual({ timeout: 1 });
  });

  it('counts connections that are reset or answered with garbage, without spinning', async () => {
    const { origin, server } = await listen((request) => request.socket.resetAndDestroy());
    const reset = await run(origin, planOf([[2, 500]]));
    expect(reset.last.totals.byStatus).toEqual({ network: reset.last.totals.requests });
    expect(reset.last.totals.requests).toBeLessThanOrEqual(12);

    server.removeAllListeners('request');
    server.on('request', (request) => request.socket.end('this is not HTTP\r\n\r\n'));
    const garbage = await run(origin, planOf([[2, 500]]));
    expect(garbage.last.totals.byStatus).toEqual({ network: garbage.last.totals.requests });
    expect(garbage.last).toMatchObject({ state: 'completed' });
    expect(garbage.last.message).toContain('something that is not HTTP');
  });

  it('goes on when the service goes away in the middle and comes back', async () => {
    const slowly: Parameters<typeof startTarget>[0] = (request, response, body) =>
      void setTimeout(() => ok(request, response, body), 5);
    const first = await listen(slowly);
    setTimeout(() => void first.close(), 400);
    setTimeout(() => void listen(slowly, first.port), 900);
    const { reports, last } = await run(first.origin, planOf([[2, 3000]]));
    expect(last.state).toBe('completed');
    const { byStatus } = last.totals;
    expect(byStatus['network']).toBeGreaterThan(2);
    expect(byStatus['network']).toBeLessThan(40);
    expect(byStatus['200']).toBeGreaterThan(50);
    expect(reports.at(-1)!.tick!.errors).toBe(0);
  });

  it('runs against a target that is down, and says so', async () => {
    const origin = await unusedOrigin();
    const { last } = await run(origin, planOf([[1, 300]]));
    expect(last.state).toBe('completed');
    expect(last.message).toContain(`Nothing answered at ${origin}`);
    expect(last.message).toContain(`Connections broke: ${last.totals.requests} refused.`);
    expect(last.totals.errors).toBe(last.totals.requests);
    expect(last.totals.latencyMs.max).toBe(0);
  });

  it('stops within half a second, cutting off what is in flight without counting it', async () => {
    const { origin } = await listen(() => {});
    const stop = new AbortController();
    let askedAt = NaN;
    setTimeout(() => {
      askedAt = performance.now();
      stop.abort();
    }, 200);
    const { last } = await run(origin, planOf([[5, 60_000]]), { stop: stop.signal });
    expect(performance.now() - askedAt).toBeLessThan(900);
    expect(last).toMatchObject({ state: 'stopped', totals: { requests: 0, errors: 0 } });
  });

  it('counts what is answered between the stop and the end', async () => {
    const { origin } = await listen(
      (request, response, body) => void setTimeout(() => ok(request, response, body), 150),
    );
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const { last } = await run(origin, planOf([[3, 60_000]]), { stop: stop.signal });
    expect(last).toMatchObject({ state: 'stopped', totals: { requests: 3, errors: 0 } });
    expect(last.progress).toBeLessThan(0.1);
  });

  it('ends when it has sent as many requests as its plan wants, and waits for their answers', async () => {
    const { origin } = await listen(
      (request, response, body) => void setTimeout(() => ok(request, response, body), 600),
    );
    const { last } = await run(origin, planOf([[5, 60_000]], { maxRequests: 5 }));
    expect(last).toMatchObject({ state: 'completed', progress: 1, message: null });
    expect(last.totals).toMatchObject({ requests: 5, byStatus: { 200: 5 } });
  });

  it('opens a connection for each request when it is not to keep them', async () => {
    const sockets = new Set<unknown>();
    const { origin } = await listen((request, response, body) => {
      sockets.add(request.socket);
      ok(request, response, body);
    });
    await run(origin, planOf([[2, 60_000]], { maxRequests: 12, keepAlive: false }));
    expect(sockets.size).toBe(12);
  });

  it('keeps 500 slots without a warning from Node', async () => {
    const warnings: string[] = [];
    const note = (warning: Error) => warnings.push(warning.message);
    process.on('warning', note);
    const { origin } = await listen(
      (request, response, body) => void setTimeout(() => ok(request, response, body), 50),
    );
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    await run(
      origin,
      planOf([
        [1, 100],
        [500, 60_000],
      ]),
      { stop: stop.signal },
    );
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });
});
