import { describe, expect, it } from 'vitest';
import type { DriftSample } from '../../../core/shared/index.ts';
import { diamondPath, discPath, nearestPoint, pointText, scatterModel } from './scatter-model.ts';

const sample = (n: number, statistic: number, threshold = 0.1): DriftSample => ({
  id: `p${n}`,
  timeMs: 1_800_000_000_000 + n * n * 1000,
  sample: n,
  statistic,
  threshold,
  isDrift: statistic > threshold,
  pictured: true,
  feature: null,
  nearest: null,
  label: 'Soup',
  confidence: 0.9,
});
const size = { width: 600, height: 300 };

describe('the scatter plot of the statistic', () => {
  it('stands samples side by side in the order they came, the latest at the right edge', () => {
    const { points, plot, xTicks } = scatterModel([sample(1, 0), sample(2, 0.05), sample(3, 0.3)], 'samples', size);
    expect(points.map(({ x }) => x)).toEqual([plot.left, (plot.left + plot.right) / 2, plot.right]);
    expect(xTicks.map(({ text }) => text)).toEqual(['latest', '\u22121', '\u22122']);
  });

  it('stands them at their times when asked to', () => {
    const { points, plot } = scatterModel([sample(0, 0), sample(1, 0), sample(2, 0)], 'time', size);
    expect(points[1]!.x - plot.left).toBeCloseTo((plot.right - plot.left) / 4);
  });

  it('puts a statistic over the threshold above its line, and shows those below zero', () => {
    const { points, thresholdY, plot } = scatterModel([sample(1, -0.05), sample(2, 0.3)], 'samples', size);
    expect(points[0]!.y).toBeGreaterThan(thresholdY);
    expect(points[0]!.y).toBeLessThanOrEqual(plot.bottom);
    expect(points[1]!.y).toBeLessThan(thresholdY);
  });

  it("spreads Fisher's chances close to 1 by their distance from it", () => {
    const given = [sample(1, 0), sample(2, 0.9, 0.99), sample(3, 0.999, 0.99), sample(4, 1, 0.99)];
    const { points, thresholdY, yTicks, plot } = scatterModel(given, 'samples', size, 'nines');
    const heights = points.map(({ y }) => ((plot.bottom - y) / (plot.bottom - plot.top)) * 7);
    expect(heights.map((height) => Math.round(height * 1e6) / 1e6)).toEqual([0, 1, 3, 7]);
    expect(thresholdY).toBeGreaterThan(points[2]!.y);
    expect(yTicks.map(({ text }) => text).slice(0, 4)).toEqual(['0', '0.9', '0.99', '0.999']);
  });

  it('follows a threshold that changes, step by step', () => {
    const { thresholdPath } = scatterModel([sample(1, 0, 0.2), sample(2, 0, 0.1)], 'samples', size);
    expect(thresholdPath).toMatch(/^M52\.0 [\d.]+H584\.0V[\d.]+$/);
  });

  it('holds a single sample, and none', () => {
    expect(scatterModel([sample(1, 0)], 'time', size).points).toHaveLength(1);
    expect(scatterModel([], 'samples', size)).toMatchObject({ points: [], thresholdPath: '' });
  });

  it('finds the point under the pointer, within reach', () => {
    const { points } = scatterModel([sample(1, 0), sample(2, 0.05), sample(3, 0.3)], 'samples', size);
    expect(nearestPoint(points, points[2]!.x - 5, points[2]!.y + 5)).toBe(2);
    expect(nearestPoint(points, points[2]!.x - 100, points[2]!.y + 100)).toBeNull();
  });

  it('marks drift by shape as well as by colour, and says it in words', () => {
    const { points } = scatterModel([sample(1, 0), sample(2, 0.3)], 'samples', size);
    expect(discPath(points[0]!)).toContain('a3 3');
    expect(diamondPath(points[1]!)).toMatch(/Z$/);
    expect(pointText(points[1]!.sample)).toMatch(/^Soup at .*: statistic 0\.300, threshold 0\.100, drift$/);
  });
});
