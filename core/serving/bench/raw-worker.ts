/**
 * Worker thread of the benchmark: the work of a prediction (decode, resize, forward pass, softmax) over and over with
 * no HTTP, no queue and no messages, the yardstick of what this machine can do.
 */
import { parentPort, workerData } from 'node:worker_threads';
import sharp from 'sharp';
import type { ModelPackage } from '../../models/index.ts';
import { resizeBilinear } from '../bilinear-resize.ts';
import { decodeImage } from '../decode-image.ts';
import { openModelSession } from '../model-session.ts';
import { softmax } from '../softmax.ts';
import type { LoopResult } from './closed-loop-client.ts';

const { model, picture } = workerData as { model: ModelPackage; picture: Uint8Array };
const { width, height, exifOrientation } = model.manifest.input;
sharp.concurrency(1);
sharp.cache(false);
const session = await openModelSession(model);
const pixels = new Uint8Array(width * height * 3);

async function predictOnce(): Promise<void> {
  const image = await decodeImage(picture, { maxPixels: 50_000_000, exifOrientation });
  softmax((await session.run(resizeBilinear(image, width, height, pixels).data)).logits);
}

parentPort!.on('message', async (durationMs: number) => {
  const startMs = performance.now();
  const latenciesMs: number[] = [];
  for (let beginMs = startMs; beginMs < startMs + durationMs;) {
    await predictOnce();
    const nowMs = performance.now();
    latenciesMs.push(nowMs - beginMs);
    beginMs = nowMs;
  }
  parentPort!.postMessage({ latenciesMs, elapsedMs: performance.now() - startMs, failures: 0 } satisfies LoopResult);
});
parentPort!.postMessage('ready');
