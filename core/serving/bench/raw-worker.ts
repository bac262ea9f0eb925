/**
 * Worker thread of the benchmark: the work of a prediction (decode, resize, forward pass, softmax) over and over with
 * no HTTP, no queue and no messages, the yardstick of what this machine can do. As in the service, up to two pictures
 * are on their way at once: one is decoded while the other is run.
 */
import { parentPort, workerData } from 'node:worker_threads';
import sharp from 'sharp';
import type { ModelPackage } from '../../models/index.ts';
import { resizeBilinear } from '../bilinear-resize.ts';
import { decodeImage } from '../decode-image.ts';
import { openModelSession } from '../model-session.ts';
import { softmax } from '../softmax.ts';
import type { LoopResult } from './closed-loop-client.ts';

export interface RawTask {
  inFlight: number;
  durationMs: number;
}

const { model, picture } = workerData as { model: ModelPackage; picture: Uint8Array };
const { width, height, exifOrientation } = model.manifest.input;
sharp.concurrency(1);
sharp.cache(false);
const session = await openModelSession(model);
const pixels = new Uint8Array(width * height * 3);
let turn: Promise<unknown> = Promise.resolve();

async function predictOnce(): Promise<void> {
  const image = await decodeImage(picture, { maxPixels: 50_000_000, exifOrientation });
  const result = turn.then(async () =>
    softmax((await session.run(resizeBilinear(image, width, height, pixels).data)).logits),
  );
  turn = result;
  await result;
}

async function loop(endMs: number, latenciesMs: number[]): Promise<void> {
  for (let startMs = performance.now(); startMs < endMs;) {
    await predictOnce();
    const nowMs = performance.now();
    latenciesMs.push(nowMs - startMs);
    startMs = nowMs;
  }
}

parentPort!.on('message', async ({ inFlight, durationMs }: RawTask) => {
  const startMs = performance.now();
  const latenciesMs: number[] = [];
  await Promise.all(Array.from({ length: inFlight }, () => loop(startMs + durationMs, latenciesMs)));
  parentPort!.postMessage({ latenciesMs, elapsedMs: performance.now() - startMs, failures: 0 } satisfies LoopResult);
});
parentPort!.postMessage('ready');
