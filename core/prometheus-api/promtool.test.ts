import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiOver, NOW_MS, someSeries } from './test-api.ts';

/** Prometheus's own client against our API over real HTTP. */
const installed = (() => {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const NOW = NOW_MS / 1000;
let app: FastifyInstance;
let origin: string;

beforeAll(async () => {
  app = await apiOver(someSeries);
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());
beforeEach(({ skip }) => skip(!installed, 'promtool is not installed'));

/** What promtool printed, line by line. */
async function promtool(command: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)('promtool', ['query', command, ...args]);
  return stdout.trim().split('\n');
}

describe('promtool query', () => {
  it('instant', async () => {
    expect(await promtool('instant', `--time=${NOW}`, origin, 'sort(sum by (status) (http_requests_total))')).toEqual([
      `{status="5xx"} => 60 @[${NOW}]`,
      `{status="2xx"} => 1200 @[${NOW}]`,
    ]);
    expect(await promtool('instant', `--time=${NOW}`, origin, '1 + 1')).toEqual([`scalar: 2 @[${NOW}]`]);
    expect(await promtool('instant', `--time=${NOW - 0.5}`, origin, 'up{instance="a:1"}[30s]')).toEqual([
      'up{instance="a:1", job="food"} =>',
      `1 @[${NOW - 30}]`,
      `1 @[${NOW - 15}]`,
    ]);
  });

  it('range', async () => {
    const range = [`--start=${NOW - 30}`, `--end=${NOW}`, '--step=15s'];
    expect(await promtool('range', ...range, origin, 'up{instance="a:1"} * 2')).toEqual([
      '{instance="a:1", job="food"} =>',
      `2 @[${NOW - 30}]`,
      `2 @[${NOW - 15}]`,
      `2 @[${NOW}]`,
    ]);
  });

  it('series', async () => {
    expect(
      await promtool('series', '--match=up', '--match=http_requests_total{status="5xx"}', ...since, origin),
    ).toEqual([
      '{__name__="up", instance="a:1", job="food"}',
      '{__name__="up", instance="b:1", job="food"}',
      '{__name__="http_requests_total", job="food", status="5xx"}',
    ]);
  });

  it('labels', async () => {
    expect(await promtool('labels', ...since, origin, 'instance')).toEqual(['a:1', 'b:1']);
  });

  it('is told what is wrong with a query', async () => {
    await expect(promtool('instant', origin, 'sum(')).rejects.toThrow('bad_data: invalid parameter "query": 1:5');
  });
});

const since = [`--start=${NOW - 3600}`, `--end=${NOW}`];
