import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { PredictReply } from '../shared/index.ts';
import { startService, type RunningService } from './service.ts';
import { food11Dir, goldenFile, readGolden } from './testdata/golden.ts';
import { serviceConfig } from './testdata/running-service.ts';

const imagesDir = fileURLToPath(new URL('../../assets/images', import.meta.url));
const Index = z.object({
  images: z.array(z.object({ path: z.string(), set: z.string(), labelName: z.string().nullable().optional() })),
});

let service: RunningService;
let images: z.infer<typeof Index>['images'];
beforeAll(async () => {
  images = Index.parse(JSON.parse(await readFile(`${imagesDir}/index.json`, 'utf8'))).images;
  service = await startService(
    serviceConfig(food11Dir, { workers: 2, maxBodyBytes: 10_000_000, maxImagePixels: 40_000_000 }),
  );
});
afterAll(() => service.stop());

async function predict(picture: Buffer): Promise<PredictReply> {
  const response = await fetch(`${service.url}/predict?top=20`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ image: picture.toString('base64') }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as PredictReply;
}

async function predictSet(name: string) {
  const replies = [];
  for (const image of images.filter(({ set }) => set === name)) {
    const reply = await predict(await readFile(`${imagesDir}/${image.path}`));
    replies.push({ ...reply, right: reply.prediction === image.labelName });
  }
  const confidence = replies.reduce((sum, { probability }) => sum + probability, 0) / replies.length;
  const accuracy = replies.filter(({ right }) => right).length / replies.length;
  return { count: replies.length, confidence, accuracy };
}

describe('the sample model through the real service', async () => {
  it('knows at least nine in ten of the evaluation pictures, and is sure of itself', async () => {
    const { count, accuracy, confidence } = await predictSet('evaluation');
    expect(count).toBeGreaterThanOrEqual(66);
    expect(accuracy).toBeGreaterThanOrEqual(0.9);
    expect(confidence).toBeGreaterThan(0.85);
  });

  it('is unsure of the lookalikes', async () => {
    const { count, confidence } = await predictSet('lookalikes');
    expect(count).toBeGreaterThanOrEqual(30);
    expect(confidence).toBeLessThan(0.7);
  });

  it.each(await readGolden())('says what torch says: $note', async ({ file, topLabel, probability }) => {
    const reply = await predict(await goldenFile(file));
    expect(reply.prediction).toBe(topLabel);
    // The same pixels through another runtime: float32 sums in another order.
    expect(Math.abs(reply.probability - probability)).toBeLessThan(1e-4);
  });
});
