import { createDenseNetwork, parameterCount, type Activations } from './dense-network.ts';
import type { LearnedKernelOptions } from './learned-options.ts';
import type { Row } from './matrix.ts';
import type { Random } from './random.ts';

/** A row with what the kernel sees of it. */
export interface Projected {
  row: Row;
  activations: Activations;
}

/**
 * (1 - eps) k(project x, project y) + eps k(x, y): a Gaussian kernel on learnt features, and enough of one on the raw
 * features to tell any two distributions apart in the end (Liu et al., "Learning deep kernels for non-parametric
 * two-sample tests", 2020).
 */
export interface DeepKernel {
  parameters: Float64Array;
  project(row: Row): Projected;
  distances(a: Projected, b: Projected): { projected: number; raw: number };
  setBandwidths(projected: number, raw: number): void;
  value(a: Projected, b: Projected): number;
  /** Adds `slope` times the kernel's gradient; what falls on a projection is collected in its slopes. */
  backward(
    a: Projected,
    b: Projected,
    slope: number,
    gradient: Float64Array,
    slopes: [Float64Array, Float64Array],
  ): void;
  backwardProjection(point: Projected, slopes: Float64Array, gradient: Float64Array): void;
}

/** Places of the scalar parameters, before those of the projection. */
const [LOG_SIGMA, LOG_RAW_SIGMA, LOGIT_EPS, SCALARS] = [0, 1, 2, 3];

export function createDeepKernel(
  features: number,
  options: Pick<LearnedKernelOptions, 'hidden' | 'projection' | 'eps'>,
  random: Random,
): DeepKernel {
  const shape = [features, options.hidden, options.projection] as const;
  const parameters = new Float64Array(SCALARS + parameterCount(shape));
  const network = createDenseNetwork(shape, parameters.subarray(SCALARS), random);
  const trainsEps = options.eps === undefined;
  const epsOf = () => options.eps ?? 1 / (1 + Math.exp(-parameters[LOGIT_EPS]!));
  const distances = (a: Projected, b: Projected) => ({
    projected: squaredDistance(a.activations.output, b.activations.output),
    raw: squaredDistance(a.row, b.row),
  });
  const parts = (a: Projected, b: Projected) => {
    const { projected, raw } = distances(a, b);
    const [precision, rawPrecision] = [
      Math.exp(-2 * parameters[LOG_SIGMA]!),
      Math.exp(-2 * parameters[LOG_RAW_SIGMA]!),
    ];
    const [learnt, plain] = [Math.exp((-projected * precision) / 2), Math.exp((-raw * rawPrecision) / 2)];
    return { projected, raw, precision, rawPrecision, learnt, plain, eps: epsOf() };
  };

  return {
    parameters,
    project: (row) => ({ row, activations: network.forward(row) }),
    distances,
    setBandwidths: (projected, raw) => parameters.set([Math.log(projected), Math.log(raw)]),
    value: (a, b) => {
      const { learnt, plain, eps } = parts(a, b);
      return (1 - eps) * learnt + eps * plain;
    },
    backward: (a, b, slope, gradient, [slopesA, slopesB]) => {
      const { projected, raw, precision, rawPrecision, learnt, plain, eps } = parts(a, b);
      const through = slope * (1 - eps) * learnt * precision;
      gradient[LOG_SIGMA] = gradient[LOG_SIGMA]! + through * projected;
      gradient[LOG_RAW_SIGMA] = gradient[LOG_RAW_SIGMA]! + slope * eps * plain * rawPrecision * raw;
      if (trainsEps) gradient[LOGIT_EPS] = gradient[LOGIT_EPS]! + slope * (plain - learnt) * eps * (1 - eps);
      for (let k = 0; k < slopesA.length; k++) {
        const pull = through * (b.activations.output[k]! - a.activations.output[k]!);
        slopesA[k] = slopesA[k]! + pull;
        slopesB[k] = slopesB[k]! - pull;
      }
    },
    backwardProjection: ({ row, activations }, slopes, gradient) =>
      network.backward(row, activations, slopes, gradient.subarray(SCALARS)),
  };
}

export function squaredDistance(a: Row, b: Row): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k]! - b[k]!) ** 2;
  return Math.max(sum, 1e-30);
}
