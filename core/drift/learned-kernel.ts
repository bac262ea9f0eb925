import { createAdam } from './adam.ts';
import { badInput } from './bad-input.ts';
import { createDeepKernel, type DeepKernel, type Projected } from './deep-kernel.ts';
import { medianSigmaBetween } from './gaussian-kernel.ts';
import type { Job } from './job.ts';
import type { LearnedKernelOptions } from './learned-options.ts';
import { rowOf, type Matrix } from './matrix.ts';
import { MMD_RESOLUTION } from './mmd.ts';
import { splitStatistic } from './mmd-statistic.ts';
import { judgePermutations, permutedStatistics, permutedTails } from './permutation-test.ts';
import { createRandom, type Random } from './random.ts';
import type { TwoSampleResult } from './results.ts';
import { testPower } from './test-power.ts';

/**
 * MMD with a kernel trained, on a share of both samples, to tell them apart; judged on the rest. (The reference library
 * judges with an untrained copy of the kernel unless told otherwise; here it is the trained one.)
 */
export function* testLearnedKernel(
  reference: Matrix,
  sample: Matrix,
  options: LearnedKernelOptions,
): Job<TwoSampleResult> {
  const random = createRandom(options.seed);
  const [x, y] = [shuffled(reference, options.train_size, random), shuffled(sample, options.train_size, random)];
  const enough = Math.min(x.train.length, y.train.length, x.test.length, y.test.length) >= 2;
  if (!enough)
    throw badInput(
      `A learned kernel needs at least 2 rows of each side to train on and 2 to judge; there are ${reference.rows} and ${sample.rows}.`,
    );
  const kernel = createDeepKernel(reference.cols, options, random);
  yield* trainKernel(kernel, reference, sample, x.train, y.train, options, random);

  const held = [...x.test.map((row) => rowOf(reference, row)), ...y.test.map((row) => rowOf(sample, row))].map(
    kernel.project,
  );
  const rows = held.length;
  const matrix = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = i + 1; j < rows; j++) matrix[i * rows + j] = matrix[j * rows + i] = kernel.value(held[i]!, held[j]!);
    yield { done: i + 1, total: rows };
  }
  const statistic = splitStatistic(matrix, rows);
  const count = y.test.length;
  const tails = permutedTails(undefined, { rows, count, total: options.n_permutations, random });
  const permuted = yield* permutedStatistics(tails, options.n_permutations, statistic);
  const observed = statistic(Int32Array.from({ length: count }, (_, i) => rows - count + i));
  return judgePermutations(observed, permuted, options.p_val, MMD_RESOLUTION);
}

function shuffled({ rows }: Matrix, trainSize = 0.75, random: Random) {
  const order = [...random.permutation(rows)];
  const cut = Math.floor(rows * trainSize);
  return { train: order.slice(0, cut), test: order.slice(cut) };
}

function* trainKernel(
  kernel: DeepKernel,
  reference: Matrix,
  sample: Matrix,
  x: number[],
  y: number[],
  options: LearnedKernelOptions,
  random: Random,
): Job<void> {
  const step = createAdam(kernel.parameters, options.learning_rate);
  const size = Math.min(options.batch_size, x.length, y.length);
  // Batches come in pairs, and the rest of an epoch is left out.
  const steps = Math.min(Math.floor(x.length / size), Math.floor(y.length / size));
  let done = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const [orderX, orderY] = [random.permutation(x.length), random.permutation(y.length)];
    for (let b = 0; b < steps; b++) {
      const take = (matrix: Matrix, rows: number[], order: Int32Array) =>
        Array.from(order.subarray(b * size, (b + 1) * size), (at) => kernel.project(rowOf(matrix, rows[at]!)));
      const [batchX, batchY] = [take(reference, x, orderX), take(sample, y, orderY)];
      if (done === 0) inferBandwidths(kernel, batchX, batchY);
      const gradient = new Float64Array(kernel.parameters.length);
      addPowerGradient(kernel, batchX, batchY, options.var_reg, gradient);
      step(gradient);
      yield { done: ++done, total: options.epochs * steps };
    }
  }
}

function inferBandwidths(kernel: DeepKernel, x: Projected[], y: Projected[]): void {
  const pairs = x.flatMap((a) => y.map((b) => kernel.distances(a, b)));
  const sigma = (pick: (pair: (typeof pairs)[0]) => number) => medianSigmaBetween(Float64Array.from(pairs, pick));
  kernel.setBandwidths(
    sigma((pair) => pair.projected),
    sigma((pair) => pair.raw),
  );
}

/** Adds the gradient of minus the test power, which the optimiser then lowers. */
export function addPowerGradient(
  kernel: DeepKernel,
  x: Projected[],
  y: Projected[],
  varReg: number,
  gradient: Float64Array,
): void {
  const values = (a: Projected[], b: Projected[]) => a.map((p) => b.map((q) => kernel.value(p, q)));
  const { slopes } = testPower(values(x, x), values(y, y), values(x, y), varReg);
  const collect = (points: Projected[]) => points.map(({ activations }) => new Float64Array(activations.output.length));
  const [slopesX, slopesY] = [collect(x), collect(y)];
  for (let i = 0; i < x.length; i++)
    for (let j = 0; j < y.length; j++) {
      const slope = -slopes[i]![j]!;
      const transposed = -slopes[j]![i]!;
      kernel.backward(x[i]!, x[j]!, slope, gradient, [slopesX[i]!, slopesX[j]!]);
      kernel.backward(y[i]!, y[j]!, slope, gradient, [slopesY[i]!, slopesY[j]!]);
      kernel.backward(x[i]!, y[j]!, -slope - transposed, gradient, [slopesX[i]!, slopesY[j]!]);
    }
  x.forEach((point, i) => kernel.backwardProjection(point, slopesX[i]!, gradient));
  y.forEach((point, i) => kernel.backwardProjection(point, slopesY[i]!, gradient));
}
