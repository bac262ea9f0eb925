import { badInput } from './bad-input.ts';
import { bilinear, multiply, ridgeInverse } from './positive-definite.ts';

/**
 * Least-squares density difference (Sugiyama et al., "Density-difference estimation", 2013; the regulariser as in Bu,
 * Alippi and Zhao, "A pdf-free change detection test based on density difference estimation", 2018). With h the mean
 * kernel features of the reference less those of the sample, H the Gram matrix and P = (H + lambda I)^-1,
 *
 *   LSDD = h' (2 P - P' H P) h
 */
export interface LsddForm {
  lambda: number;
  /** 2 P - P' H P */
  form: Float64Array;
}

export function lsddForm(gram: Float64Array, centers: number, lambda: number): LsddForm {
  const inverse = ridgeInverse(gram, centers, lambda);
  const folded = multiply(multiply(inverse, gram, centers, centers, centers), inverse, centers, centers, centers);
  return { lambda, form: inverse.map((value, i) => 2 * value - folded[i]!) };
}

export const lsdd = (form: Float64Array, difference: ArrayLike<number>): number =>
  bilinear(difference, form, difference);

/**
 * The strongest regulariser of 4^0, 4^-1, ... 4^-9 under which the estimate changes, on average over resampled
 * differences, by less than `most` relative to none.
 */
export function chooseLambda(
  gram: Float64Array,
  centers: number,
  differences: readonly Float64Array[],
  most: number,
): LsddForm {
  for (let i = 0; i < 10; i++) {
    const lambda = 4 ** -i;
    const inverse = ridgeInverse(gram, centers, lambda);
    const changes = differences.map((h) => {
      const weights = multiply(inverse, h, centers, centers, 1);
      return 1 - bilinear(weights, gram, weights) / bilinear(h, inverse, h);
    });
    if (changes.reduce((sum, change) => sum + change, 0) / changes.length < most)
      return lsddForm(gram, centers, lambda);
  }
  throw badInput('No regulariser keeps the density difference within lambda_rd_max. Give a larger lambda_rd_max.');
}
