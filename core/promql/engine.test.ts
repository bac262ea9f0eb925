import { describe, expect, it } from 'vitest';
import type { SeriesData } from '../shared/index.ts';
import { arraySource } from './testing/array-source.ts';
import { createEngine } from './index.ts';

const everyMinute = (labels: Record<string, string>, values: number[]): SeriesData => ({
  labels,
  timestampsMs: Float64Array.from(values, (_, i) => i * 60_000),
  values: Float64Array.from(values),
  stale: null,
});

const bucket = (le: string, values: number[]) => everyMinute({ __name__: 'x_bucket', le, job: 'a' }, values);

const engine = createEngine(
  arraySource([
    everyMinute({ __name__: 'hits_total', job: 'a', instance: '1' }, [0, 60, 120, 180, 240, 300]),
    everyMinute({ __name__: 'hits_total', job: 'a', instance: '2' }, [0, 120, 240, 360, 480, 600]),
    everyMinute({ __name__: 'hits_total', job: 'b', instance: '3' }, [0, 30, 60, 90, 120, 150]),
    bucket('0.1', [0, 50]),
    bucket('0.5', [0, 80]),
    bucket('+Inf', [0, 100]),
  ]),
);

describe('the engine', () => {
  it('adds up per-second rates by a label', async () => {
    const { value } = await engine.instant('sum by (job) (rate(hits_total[2m]))', 300_000);
    expect(value).toEqual({
      type: 'vector',
      timestampMs: 300_000,
      series: [
        { labels: { job: 'a' }, value: 3, timestampMs: 300_000 },
        { labels: { job: 'b' }, value: 0.5, timestampMs: 300_000 },
      ],
    });
  });

  it('gives a matrix with a point per step for a range query', async () => {
    const { value } = await engine.range('hits_total{instance="1"} / 60', 0, 120_000, 60_000);
    expect(value).toEqual({
      type: 'matrix',
      series: [
        {
          labels: { job: 'a', instance: '1' },
          timestampsMs: Float64Array.of(0, 60_000, 120_000),
          values: Float64Array.of(0, 1, 2),
        },
      ],
    });
  });

  it('interpolates a quantile within its bucket', async () => {
    const { value } = await engine.instant('histogram_quantile(0.5, x_bucket)', 60_000);
    expect(value).toMatchObject({ series: [{ labels: { job: 'a' }, value: 0.1 }] });
  });
});
