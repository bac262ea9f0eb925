import { rm } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll } from 'vitest';
import type { ServiceConfig } from '../../shared/index.ts';
import type { OnOutputs } from '../predictor.ts';
import { startService, type RunningService } from '../service.ts';
import { writeTinyModel } from './tiny-model.ts';

export const INTERNAL_TOKEN = 'internal-token-of-the-tests';
export const json = { 'content-type': 'application/json' };
export const withImage = (image: unknown): string => JSON.stringify({ image });

/** A PNG of one colour, ten pixels high. */
export const plain = async (background: string, width = 20): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await sharp({ create: { width, height: 10, channels: 3, background } }).png().toBuffer());

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** A service on a free port of this machine. */
export const serviceConfig = (modelDir: string, changes: Partial<ServiceConfig> = {}): ServiceConfig => ({
  host: '127.0.0.1',
  port: 0,
  modelDir,
  internalToken: INTERNAL_TOKEN,
  apiKey: null,
  workers: 1,
  maxBodyBytes: 200_000,
  maxImagePixels: 1_000_000,
  maxWaiting: 50,
  logLevel: 'silent',
  ...changes,
});

/** Starts a service with the tiny model before the tests of a file and stops it after them. */
export function useService(onOutputs: OnOutputs | null = null) {
  const context = { url: '', modelDir: '' };
  let service: RunningService | null = null;
  beforeAll(async () => {
    context.modelDir = await writeTinyModel();
    service = await startService(serviceConfig(context.modelDir), { onOutputs });
    context.url = service.url;
  });
  afterAll(async () => {
    await service?.stop();
    await rm(context.modelDir, { recursive: true, force: true });
  });
  return context;
}

/** What `fetch` takes as a body; its global type is only known where there is a browser. */
export type Body = string | Uint8Array<ArrayBuffer> | FormData;

/** A body that begins and never ends. */
export const endlessBody = (): ReadableStream<Uint8Array> =>
  new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"image": "')) });
