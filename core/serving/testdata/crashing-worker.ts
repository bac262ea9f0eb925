/**
 * Stands where the inference worker does: kills itself on a picture of one byte, refuses one of two, answers any other
 * when told to by the shared flag (index 0 of `gate`), so that a test decides what is in flight. Counts its starts in
 * index 1, and gives up at once when index 2 is set.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, WorkerJob } from '../worker-messages.ts';

const gate = new Int32Array((workerData as { gate: SharedArrayBuffer }).gate);
const send = (message: FromWorker) => parentPort!.postMessage(message);

Atomics.add(gate, 1, 1);
if (gate[2] === 1) {
  send({ kind: 'unusable', error: { code: 'bad_model_package', detail: { path: '/nowhere', reason: 'told so' } } });
} else {
  parentPort!.on('message', ({ id, bytes }: WorkerJob) => {
    if (bytes.length === 1) process.exit(3);
    if (bytes.length === 2) {
      send({ kind: 'refused', id, error: { code: 'not_base64', detail: {} } });
      return;
    }
    Atomics.wait(gate, 0, 0, 5_000);
    const stagesMs = { decode: 1, resize: 1, infer: 1 };
    const inference = { probabilities: Float64Array.of(1), features: Float32Array.of(bytes.length), thumbnail: null };
    send({ kind: 'done', id, inference: { ...inference, stagesMs } });
  });
  send({ kind: 'ready' });
}
