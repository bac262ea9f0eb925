import { parentPort, workerData } from 'node:worker_threads';
import sharp from 'sharp';
import { CodedError, reasonOf } from '../shared/index.ts';
import { decodeBase64 } from './base64.ts';
import { resizeBilinear } from './bilinear-resize.ts';
import { decodeImage } from './decode-image.ts';
import { openModelSession, type ModelSession } from './model-session.ts';
import { softmax } from './softmax.ts';
import {
  THUMBNAIL_SIDE,
  type ErrorParts,
  type FromWorker,
  type Inference,
  type WorkerJob,
  type WorkerSetup,
} from './worker-messages.ts';

/** A worker thread: pictures in, inferences out, one at a time. */
if (parentPort === null) throw new Error('inference-worker is to be started as a worker thread.');
const port = parentPort;
const { model, maxImagePixels } = workerData as WorkerSetup;
const { width, height, exifOrientation } = model.manifest.input;

// The cores are shared out among the workers already, and no picture comes twice.
sharp.concurrency(1);
sharp.cache(false);

const send = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

/** Used again for every picture. */
const pixels = new Uint8Array(width * height * 3);

async function infer(session: ModelSession, { bytes, encoding, thumbnail }: WorkerJob): Promise<Inference> {
  const startMs = performance.now();
  const file = encoding === 'base64' ? decodeBase64(bytes) : bytes;
  if (file === null) throw new CodedError('not_base64', {});
  const image = await decodeImage(file, { maxPixels: maxImagePixels, exifOrientation });
  const decodedMs = performance.now();
  const resized = resizeBilinear(image, width, height, pixels);
  const resizedMs = performance.now();
  const { logits, features } = await session.run(resized.data).catch((error: unknown) => {
    throw new CodedError('model_failed', { reason: reasonOf(error) }, { cause: error });
  });
  const inferredMs = performance.now();
  return {
    probabilities: softmax(logits),
    features,
    thumbnail: thumbnail ? resizeBilinear(resized, THUMBNAIL_SIDE, THUMBNAIL_SIDE).data : null,
    stagesMs: { decode: decodedMs - startMs, resize: resizedMs - decodedMs, infer: inferredMs - resizedMs },
  };
}

async function answer(session: ModelSession, job: WorkerJob): Promise<void> {
  try {
    const inference = await infer(session, job);
    const { probabilities, features, thumbnail } = inference;
    const buffers = [probabilities.buffer, features.buffer];
    send({ kind: 'done', id: job.id, inference }, thumbnail ? [...buffers, thumbnail.buffer] : buffers);
  } catch (error) {
    send({ kind: 'refused', id: job.id, error: partsOf(error) });
  }
}

const partsOf = (error: unknown): ErrorParts =>
  error instanceof CodedError
    ? { code: error.code, detail: error.detail }
    : { code: 'model_failed', detail: { reason: reasonOf(error) } };

try {
  const session = await openModelSession(model);
  // One after the other: the buffers are used again, and decoding the next picture beside the model would only take
  // the core from it. The next job waits here already, so that no time is lost between two.
  let last = Promise.resolve();
  port.on('message', (job: WorkerJob) => {
    last = last.then(() => answer(session, job));
  });
  send({ kind: 'ready' });
} catch (error) {
  send({ kind: 'unusable', error: partsOf(error) });
}
