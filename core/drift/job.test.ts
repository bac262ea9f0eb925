import { describe, expect, it } from 'vitest';
import {
  JobAborted,
  configureOnlineDetector,
  createOnlineDetector,
  driftTest,
  finishInSlices,
  matrixFromRows,
  offlineDetectorNames,
  onlineDetectorNames,
  testDrift,
} from './index.ts';
import { createRandom } from './random.ts';

const random = createRandom(3);
const draw = (rows: number, cols: number) =>
  matrixFromRows(
    Array.from({ length: rows }, () => Array.from({ length: cols }, random.normal)),
    'drawn rows',
  );
const [reference, sample] = [draw(40, 4), draw(30, 4)];

describe('a long computation', () => {
  it('says how far it is, and ends with what it would have given at once', async () => {
    const seen: number[] = [];
    const hooks = { onProgress: (done: number, total: number) => void seen.push(done / total) };
    const sliced = await finishInSlices(driftTest('mmd', reference, sample, { seed: 1 }), hooks);
    expect(sliced).toEqual(testDrift('mmd', reference, sample, { seed: 1 }));
    expect(seen.at(-1)).toBe(1);
  });

  it('lets the event loop turn while it goes on', async () => {
    let turns = 0;
    const clock = setInterval(() => turns++, 1);
    const options = { ert: 50, window_size: 8, n_bootstraps: 40_000 };
    await finishInSlices(configureOnlineDetector('mmd-online', reference, options), {}, 2);
    clearInterval(clock);
    expect(turns).toBeGreaterThan(3);
  });

  it('stops when asked to', () => {
    let pieces = 0;
    const hooks = { shouldAbort: () => ++pieces > 5 };
    const options = { ert: 50, window_size: 8, n_bootstraps: 1000 };
    expect(() => createOnlineDetector('mmd-online', reference, options, hooks)).toThrow(JobAborted);
    expect(pieces).toBe(6);
  });
});

it.each(offlineDetectorNames)('%s flags a sample that has nothing to do with its reference', (name) => {
  const far = { rows: 40, cols: 4, data: draw(40, 4).data.map((value) => value * 0.2 + 6) };
  const chance = (matrix: typeof reference) => {
    const rows = Array.from({ length: matrix.rows }, (_, i) => (matrix.data[i * 4]! > 3 ? 0.5 + (i % 10) / 100 : 0.95));
    return matrixFromRows(
      rows.map((p) => [p, 1 - p]),
      'chances',
    );
  };
  const isBinary = name === 'fet' || name === 'chi2';
  const binary = (matrix: typeof reference) => ({ ...matrix, data: matrix.data.map((value) => (value > 1 ? 1 : 0)) });
  const prepare = name === 'classifier-uncertainty' ? chance : isBinary ? binary : (matrix: typeof reference) => matrix;
  const contexts = Array.from({ length: 40 }, (_, i) => [i % 5]);
  const options = {
    ...(name === 'context-mmd' && { c_ref: contexts, c: contexts, n_permutations: 100 }),
    ...(['learned-kernel', 'spot-the-diff'].includes(name) && { epochs: 60, learning_rate: 0.02 }),
  };
  expect(testDrift(name, prepare(reference), prepare(far), options)).toMatchObject({ is_drift: 1 });
});

it('refuses a detector it does not have, naming those it has', () => {
  expect(() => testDrift('mdm' as 'mmd', reference, sample)).toThrow(/"mdm".*mmd, lsdd, ks/);
  expect(() => createOnlineDetector('mmd' as 'mmd-online', reference, {})).toThrow(/mmd-online, lsdd-online/);
  expect(onlineDetectorNames).toEqual(['mmd-online', 'lsdd-online', 'cvm-online', 'fet-online']);
});
