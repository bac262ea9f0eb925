import { parentPort, workerData } from 'node:worker_threads';
import {
  createOnlineDetector,
  matrixFromRows,
  type OfflineDetectorName,
  type OnlineDetectorName,
  rowOf,
  testDrift,
} from '../drift/index.ts';
import type { DriftLabAnswer, DriftLabTask } from './drift-lab-messages.ts';
import { CodedError, reasonOf } from '../shared/index.ts';

/** A thread for one drift computation: it may take minutes, and is ended when it takes too long. drift-lab.ts is the other end. */
if (parentPort === null) throw new Error('drift-lab-worker is to be started as a worker thread.');

const port = parentPort;
/** Told this often, in ms; a page shows no more. */
const PROGRESS_MS = 100;
let toldMs = -Infinity;
const hooks = {
  onProgress(done: number, total: number) {
    if (performance.now() - toldMs < PROGRESS_MS) return;
    toldMs = performance.now();
    port.postMessage({ kind: 'progress', share: done / total } satisfies DriftLabAnswer);
  },
};

function compute(task: DriftLabTask): unknown {
  const { detector, options } = task.request;
  const reference = matrixFromRows(task.request.reference, 'reference');
  if (task.kind === 'test') {
    const sample = matrixFromRows(task.request.sample, 'sample');
    return testDrift(detector as OfflineDetectorName, reference, sample, options, hooks);
  }
  // Read whole before the detector is made: a bad row should not cost the wait for the thresholds.
  const stream = matrixFromRows(task.request.stream, 'stream');
  const online = createOnlineDetector(detector as OnlineDetectorName, reference, options, hooks);
  return { results: Array.from({ length: stream.rows }, (_, i) => online.update(rowOf(stream, i))) };
}

function answer(task: DriftLabTask): DriftLabAnswer {
  try {
    return { kind: 'result', result: compute(task) };
  } catch (error) {
    if (error instanceof CodedError) return { kind: 'refused', reason: error.message };
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

port.postMessage(answer(workerData as DriftLabTask));
