import { describe, expect, it } from 'vitest';
import { distancesBetween, type Binning } from './distances.ts';

const reference = [1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12.5];
const sample = [2, 3, 5, 8, 13, 21, 6, 6.5];

describe('distances between two samples of a feature', () => {
  // Values of numpy.quantile, searchsorted and bincount, scipy.spatial.distance.jensenshannon and
  // scipy.stats.wasserstein_distance (SciPy 1.17).
  it.each([
    [{ bins: 4 }, [0.1373265360835137, 0.06540601797056848, 0.1561968960885563, 0.13052619222005177]],
    [{ bins: 4, rule: 'widths' }, [0.19508880113017582, 0.09485177688466435, 0.18643468067839022, 0.15568496083026603]],
  ] as [Binning, number[]][])('are those of SciPy with %j', (binning, expected) => {
    const { psi, kl, jensen_shannon, hellinger, wasserstein } = distancesBetween(reference, sample, binning);
    [psi, kl, jensen_shannon, hellinger].forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 12));
    expect(wasserstein).toBeCloseTo(2.3125, 12);
  });

  it('give each category its bin, and stay finite where the reference has none of it', () => {
    const got = distancesBetween([0, 0, 1, 1], [0, 1, 2, 2], { rule: 'categories' });
    expect(got.jensen_shannon).toBeCloseTo(0.5579230452841438, 12);
    expect(got.kl).toBeCloseTo(3.9120230054281464, 12);
  });

  it.each(['quantiles', 'widths', 'categories'] as const)('are all zero between equal samples with %s', (rule) => {
    const { jensen_shannon, hellinger, ...others } = distancesBetween(reference, reference, { rule });
    expect(others).toEqual({ psi: 0, kl: 0, wasserstein: 0 });
    expect(Math.max(jensen_shannon, hellinger)).toBeLessThan(1e-7);
  });

  it('are at their most between samples with nothing in common', () => {
    const { jensen_shannon, hellinger, wasserstein } = distancesBetween([0, 0], [5, 5], { rule: 'categories' });
    expect([jensen_shannon, hellinger, wasserstein]).toEqual([1, 1, 5]);
  });
});
