import { describe, expect, it, vi } from 'vitest';
import { quantile } from './order-statistic.ts';
import { createRandom } from './random.ts';
import { cvmThresholds } from './cvm-thresholds.ts';
import { rankReference, windowStatistic } from './cvm-window.ts';
import { createOnlineDetector, loadOnlineDetector } from './detectors.ts';
import { fetThresholds } from './fet-thresholds.ts';
import {
  bandOf,
  float32Rows,
  goldenCases,
  standardErrorsApart,
  worstError,
  type GoldenCase,
} from './golden.testing.ts';
import { finish } from './job.ts';
import { columnOf, emptyMatrix, rowOf, type Matrix } from './matrix.ts';
import type { OnlineResult } from './results.ts';
import { levelPerFeature, stepsOf } from './windowed-thresholds.ts';

// Distributions over many seeds take seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const rowsOf = (matrix: Matrix) => Array.from({ length: matrix.rows }, (_, i) => rowOf(matrix, i));
const numbers = (value: unknown) => value as number;

function run(name: 'cvm-online' | 'fet-online', { params, inputs, expected }: GoldenCase): OnlineResult[] {
  const { thresholds, permit_probs } = expected;
  const initial = name === 'cvm-online' ? { thresholds } : { thresholds, permit_probs };
  const detector = createOnlineDetector(name, float32Rows(inputs['x_ref']), { ...params, initial });
  return rowsOf(float32Rows(inputs['stream'])).map((row) => detector.update(row));
}

describe('Cramer-von Mises on a stream', () => {
  it.each(goldenCases('feature-wise', 'cvm_online_stream'))('gives the statistics and flags of case $id', (golden) => {
    const results = run('cvm-online', golden);
    const statistics = results.map((result) => result.test_stat);
    expect(worstError(statistics, golden.expected.test_stat, 0.01)).toBeLessThanOrEqual(2e-6);
    expect(results.map((result) => result.is_drift)).toEqual(golden.expected.is_drift);
    expect(results.map((result) => result.threshold)).toEqual(golden.expected.threshold);
  });

  it.each(goldenCases('feature-wise', 'cvm_online_thresholds_exact'))(
    'simulates the thresholds of case $id, stale points and all',
    ({ params, inputs, expected }) => {
      const streams = inputs['simulated'] as number[][];
      const plan = {
        referenceRows: numbers(params['n_ref']),
        windowSizes: params['window_sizes'] as number[],
        level: levelPerFeature(numbers(params['ert']), numbers(params['n_features'])),
        lagged: true,
      };
      const thresholds = finish(cvmThresholds(plan, streams.length, (b) => streams[b]!));
      expect(worstError(thresholds, expected.thresholds, 0.01)).toBeLessThanOrEqual(1e-9);
    },
  );

  it.each(goldenCases('feature-wise', 'cvm_online_thresholds_dist'))(
    'draws thresholds with the means of case $id over 20 seeds',
    ({ params, expected }) => {
      const { n_ref, n_features, ...options } = params;
      const { rows, cols, data } = emptyMatrix(numbers(n_ref), numbers(n_features));
      const drawn = Array.from({ length: 20 }, (_, seed) => {
        const all = { ...options, seed, lagged_evaluation_points: true };
        return createOnlineDetector('cvm-online', { rows, cols, data }, all).save().state['thresholds'] as (
          | number
          | null
        )[][];
      });
      expect(worstMean(drawn, expected)).toBeLessThanOrEqual(4);
    },
  );
});

it('simulates with the statistic that a stream is judged by', () => {
  const random = createRandom(5);
  const plan = { referenceRows: 40, windowSizes: [4, 7], level: 0.2, lagged: false };
  const steps = 13;
  const streams = Array.from({ length: 60 }, () => Float64Array.from({ length: 40 + steps }, random.normal));
  const largest = streams.map((stream) => {
    const reference = rankReference(stream.slice(0, 40));
    return Array.from({ length: steps }, (_, t) => {
      const full = plan.windowSizes.filter((size) => t >= size - 1);
      const windows = full.map((size) => stream.slice(41 + t - size, 41 + t).sort((a, b) => a - b));
      return Math.max(
        ...windows.map((window) =>
          windowStatistic(
            reference,
            Array.from(window, (value) => ({ value, ...reference.rank(value) })),
          ),
        ),
      );
    });
  });
  let alive = largest;
  const expected = Array.from({ length: steps }, (_, t) => {
    if (t < 3) return null;
    const threshold = quantile(
      Float64Array.from(alive, (row) => row[t]!),
      0.8,
    );
    alive = alive.filter((row) => row[t]! <= threshold);
    return threshold;
  });
  const simulated = finish(cvmThresholds(plan, streams.length, (b) => streams[b]!));
  expect(simulated.map((value) => value?.toFixed(9))).toEqual(expected.map((value) => value?.toFixed(9)));
});

describe("Fisher's exact test on a stream", () => {
  it.each(goldenCases('feature-wise', 'fet_online_stream'))('gives the statistics and flags of case $id', (golden) => {
    const results = run('fet-online', golden);
    const statistics = results.map((result) => result.test_stat);
    expect(worstError(statistics, golden.expected.test_stat, 0.001)).toBeLessThanOrEqual(2e-6);
    expect(results.map((result) => result.is_drift)).toEqual(golden.expected.is_drift);
    expect(
      worstError(
        results.map((result) => result.threshold),
        golden.expected.threshold,
        1,
      ),
    ).toBeLessThan(1e-7);
  });

  it.each(goldenCases('feature-wise', 'fet_online_thresholds_exact'))(
    'simulates the thresholds of case $id',
    ({ params, inputs, expected }) => {
      const reference = float32Rows(inputs['x_ref']);
      const draws = [...(inputs['binomial_draws'] as number[])];
      const simulated = inputs['simulated_bits'] as string[][];
      const steps = simulated.map((streams, feature) => {
        const plan = {
          referenceRows: reference.rows,
          referenceOnes: columnOf(reference, feature).reduce((sum, value) => sum + value, 0),
          windowSizes: params['window_sizes'] as number[],
          alternative: params['alternative'] as 'greater' | 'less',
          lam: numbers(params['lam']),
        };
        const simulation = {
          bootstraps: streams.length,
          steps: numbers(params['t_max']),
          level: levelPerFeature(numbers(params['ert']), simulated.length),
          stream: (b: number) => Array.from(streams[b]!, Number),
          passing: () => draws.shift()!,
        };
        return finish(fetThresholds(plan, simulation));
      });
      const over = (pick: 'threshold' | 'permit') => steps[0]!.map((_, t) => steps.map((feature) => feature[t]![pick]));
      expect(worstError(over('threshold'), expected.thresholds, 0.001)).toBeLessThanOrEqual(2e-6);
      expect(worstError(over('permit'), expected.permit_probs, 0.01)).toBeLessThanOrEqual(1e-9);
    },
  );

  it.each(goldenCases('feature-wise', 'fet_online_thresholds_dist'))(
    'draws thresholds with the means of case $id over 20 seeds',
    ({ params, inputs, expected }) => {
      const drawn = Array.from({ length: 20 }, (_, seed) => {
        const detector = createOnlineDetector('fet-online', float32Rows(inputs['x_ref']), { ...params, seed });
        return detector.save().state['thresholds'] as (number | null)[][];
      });
      expect(worstMean(drawn, expected)).toBeLessThanOrEqual(4);
    },
  );

  it('refuses a constant reference, and values that are not 0 or 1', () => {
    const options = { ert: 20, window_sizes: [3], n_bootstraps: 300 };
    expect(() => createOnlineDetector('fet-online', float32Rows([1, 1]), options)).toThrow(
      /Feature 0 .* always the same/,
    );
    const detector = createOnlineDetector('fet-online', float32Rows([1, 0, 1, 0]), options);
    expect(() => detector.update([0.5])).toThrow(/Row 0 of the stream holds 0.5/);
  });
});

/** The worst of all steps: with 20 to 40 steps, about once in a hundred runs for two correct programs. Seeds are fixed. */
function worstMean(drawn: (number | null)[][][], { mean, sd, seeds }: GoldenCase['expected']): number {
  const flat = (values: unknown) => [values].flat(2) as (number | null)[];
  const steps = flat(mean).map((theirs, t) => {
    if (theirs === null) return 0;
    const ours = bandOf(drawn.map((thresholds) => thresholds[t]![0]!));
    return standardErrorsApart(ours, { mean: theirs, sd: flat(sd)[t]!, n: seeds });
  });
  return Math.max(...steps);
}

it.each(['cvm-online', 'fet-online'] as const)('%s goes on as it was after it was saved as JSON and loaded', (name) => {
  const bits = (rows: number) =>
    float32Rows(Array.from({ length: rows }, (_, i) => [(i * 7) % 3 === 0 ? 1 : 0, (i >> 1) % 2]));
  const options = { ert: 30, window_sizes: [4, 8], n_bootstraps: 400 };
  const detector = createOnlineDetector(name, bits(30), options);
  const stream = rowsOf(bits(40));
  const fresh = loadOnlineDetector(JSON.parse(JSON.stringify(detector.save())));
  expect(stream.map((row) => fresh.update(row))).toEqual(stream.map((row) => detector.update(row)));
  const loaded = loadOnlineDetector(JSON.parse(JSON.stringify(detector.save())));
  expect(stream.map((row) => loaded.update(row))).toEqual(stream.map((row) => detector.update(row)));
  expect(detector.save().state['recent']).toHaveLength(2);
  expect((detector.save().state['recent'] as number[][])[0]).toHaveLength(stepsOf([4, 8]) - 7);
});
