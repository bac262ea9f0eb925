import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import type { SeriesData } from '../shared/index.ts';
import { createEngine, type SeriesSource } from './index.ts';
import { arraySource } from './testing/array-source.ts';

/** `count` series of a sample a second for `seconds`. */
const busy = (count: number, seconds: number): SeriesData[] =>
  Array.from({ length: count }, (_, i) => ({
    labels: { __name__: 'm', i: String(i) },
    timestampsMs: Float64Array.from({ length: seconds }, (_, s) => s * 1000),
    values: Float64Array.from({ length: seconds }, (_, s) => s % (17 + i)),
    stale: null,
  }));

const HOUR = 3600;
const heavy = 'sum(stddev_over_time(m[30m]))';

describe('the limits of a query', () => {
  const engine = createEngine(arraySource(busy(50, 2 * HOUR)));
  const range = (query: string, options = {}) => engine.range(query, 0, 2 * HOUR * 1000, 2000, options);

  it('keeps the event loop turning under 50 ms while it computes', async () => {
    await range('sum(m)');
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const began = performance.now();
    await Promise.all([range(heavy), range('quantile(0.9, m)'), range('m / ignoring () m')]);
    delay.disable();
    expect(performance.now() - began).toBeGreaterThan(200);
    // The mean over all turns: single turns can be late on a busy machine for reasons that are not ours.
    expect(delay.percentile(90) / 1e6).toBeLessThan(50);
  });

  it('stops soon after its time is up', async () => {
    const began = performance.now();
    await expect(range(heavy, { timeoutMs: 60 })).rejects.toMatchObject({ errorType: 'timeout' });
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('stops soon after the caller has gone', async () => {
    const controller = new AbortController();
    const result = range(heavy, { signal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    await expect(result).rejects.toMatchObject({ errorType: 'canceled' });
  });

  it('does not start when the caller has gone already', async () => {
    await expect(range('m', { signal: AbortSignal.abort() })).rejects.toMatchObject({ errorType: 'canceled' });
  });

  it.each([
    ['m', 1000, 'the samples read'],
    ['vector(1)[1h:1ms]', 1_000_000, 'the grid of a subquery'],
    ['absent(nothing)[100y:1ms]', 1_000_000, 'a grid without series'],
    ['time() + time()', 1000, 'scalars'],
  ])('%s holds no more than %i samples (%s)', async (query, maxSamples) => {
    const result = query.endsWith(']')
      ? engine.instant(query, HOUR * 1000, { maxSamples })
      : range(query, { maxSamples });
    await expect(result).rejects.toMatchObject({
      errorType: 'execution',
      message: expect.stringContaining('too many samples'),
    });
  });

  it('counts what is held at once, not what has been let go', async () => {
    const one = createEngine(arraySource(busy(1, 100)));
    const sum = Array.from({ length: 50 }, () => 'm').join(' + ');
    await expect(one.range(sum, 0, 99_000, 1000, { maxSamples: 1000 })).resolves.toBeDefined();
  });

  it('allows 11,000 steps', async () => {
    await expect(engine.range('1', 0, 11_000, 1)).resolves.toBeDefined();
    await expect(engine.range('1', 0, 11_001, 1)).rejects.toMatchObject({
      errorType: 'bad_data',
      message: expect.stringContaining('11,000 points'),
    });
  });

  it.each([
    [0, 10, 0, /step/],
    [10, 0, 1, /end timestamp must not be before start/],
    [NaN, 0, 1, /end timestamp/],
  ])('refuses the range %d to %d by %d', async (startMs, endMs, stepMs, message) => {
    await expect(engine.range('1', startMs, endMs, stepMs)).rejects.toMatchObject({
      errorType: 'bad_data',
      message: expect.stringMatching(message),
    });
  });

  it.each(['"text"', 'm[5m]', 'm[5m:]'])('refuses %s as a range query', async (query) => {
    await expect(engine.range(query, 0, 1, 1)).rejects.toMatchObject({
      errorType: 'bad_data',
      message: expect.stringMatching(/invalid expression type "(string|range vector)" for range query/),
    });
  });
});

describe('a source', () => {
  it('that hangs is given up when the time is up, and told so', async () => {
    let told = false;
    const hanging: SeriesSource = {
      select: (_matchers, _startMs, _endMs, signal) =>
        new Promise(() => {
          signal!.addEventListener('abort', () => {
            told = true;
          });
        }),
    };
    await expect(createEngine(hanging, { timeoutMs: 30 }).instant('m', 0)).rejects.toMatchObject({
      errorType: 'timeout',
    });
    expect(told).toBe(true);
  });

  it('that fails makes an internal error which carries the cause', async () => {
    const cause = new Error('disk on fire');
    const failing: SeriesSource = { select: () => Promise.reject(cause) };
    await expect(createEngine(failing).instant('m', 0)).rejects.toMatchObject({
      errorType: 'internal',
      message: 'reading samples failed: disk on fire',
      cause,
    });
  });

  it('is asked once for the whole range, with lookback, range, offset and @ counted in', async () => {
    const asked: [number, number][] = [];
    const source: SeriesSource = {
      select: async (_matchers, startMs, endMs) => {
        asked.push([startMs, endMs]);
        return [];
      },
    };
    const engine = createEngine(source);
    await engine.range('m + rate(m[1m] offset 10s) + m @ 7 + rate(m[1m:10s])', 1_000_000, 2_000_000, 1000);
    expect(asked).toEqual([
      [700_001, 2_000_000],
      [930_001, 1_990_000],
      [-292_999, 7000],
      [650_001, 2_000_000],
    ]);
  });
});
