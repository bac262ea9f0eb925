import { atMost, hypergeometric } from './discrete-laws.ts';

export interface FetPlan {
  referenceRows: number;
  referenceOnes: number;
  windowSizes: readonly number[];
  alternative: 'greater' | 'less';
  /** Weight of the newest statistic in the smoothed one. */
  lam: number;
}

/**
 * 1 - p of Fisher's exact test of the reference against a window, for every number of ones the window can hold: few
 * enough to be worked out once.
 */
export const statisticsByOnes = ({ referenceRows, referenceOnes, alternative }: FetPlan, size: number): Float64Array =>
  Float64Array.from({ length: size + 1 }, (_, ones) => {
    const [all, marked] = [referenceRows + size, referenceOnes + ones];
    const p =
      alternative === 'greater'
        ? atMost(hypergeometric(all, marked, referenceRows), referenceOnes)
        : atMost(hypergeometric(all, marked, size), ones);
    return 1 - p;
  });

/** The smoothed statistic of one window; the step before is kept in float32, as the thresholds of the library are. */
export const smoothed = (lam: number, previous: number | null, raw: number): number =>
  Math.fround(previous === null ? raw : (1 - lam) * previous + lam * raw);
