import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Prediction } from '../shared/index.ts';
import { createPredictionPuller, type PredictionCursor, type PredictionSink } from './index.ts';

const predictionAt = (n: number, life: string): Prediction => ({
  id: `${life}-${n}`,
  timeMs: 1_800_000_000_000 + n,
  model: 'food11',
  modelVersion: '1',
  classIndex: 9,
  label: 'Soup',
  confidence: 0.9,
  latencyMs: 12,
});

/** A service whose log holds `log`, in the life `epoch`. */
const service = { epoch: 'a', log: [] as Prediction[], replyWith: null as string | null, asked: [] as string[] };
let server: Server;
let origin: string;
let kept: Prediction[];
let cursor: PredictionCursor | null;
let warnings: string[];

const sink: PredictionSink = {
  cursor: () => cursor,
  add(predictions, next) {
    kept.push(...predictions);
    cursor = next;
    return predictions.length;
  },
};

const puller = (added: number[] = [], url: string | null = origin) =>
  createPredictionPuller({
    serviceUrl: () => url,
    token: 'a-token-of-the-service',
    sink,
    intervalMs: 10,
    onAdded: (count) => added.push(count),
    log: { warn: (message) => warnings.push(message) },
  });

beforeEach(async () => {
  Object.assign(service, { epoch: 'a', log: [], replyWith: null, asked: [] });
  kept = [];
  cursor = null;
  warnings = [];
  server = createServer((request, reply) => {
    service.asked.push(`${request.url} ${request.headers.authorization}`);
    const query = new URL(request.url!, 'http://x').searchParams;
    const after = Number(query.get('after'));
    const next = Math.min(service.log.length, after + Number(query.get('limit')));
    const page = { epoch: service.epoch, records: service.log.slice(after, next), next, lost: 0 };
    reply.end(service.replyWith ?? JSON.stringify(page));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('the prediction puller', () => {
  it('reads the log to its end, page by page, and says how many were added', async () => {
    service.log = Array.from({ length: 2500 }, (_, i) => predictionAt(i, 'a'));
    const added: number[] = [];
    await puller(added).drain();
    expect(kept).toEqual(service.log);
    expect(added).toEqual([1000, 1000, 500]);
    expect(cursor).toEqual({ epoch: 'a', next: 2500 });
    expect(service.asked[0]).toBe('/internal/predictions?after=0&limit=1000 Bearer a-token-of-the-service');
  });

  it('reads a restarted service from the beginning of its new log', async () => {
    service.log = [predictionAt(0, 'a'), predictionAt(1, 'a')];
    await puller().drain();
    service.epoch = 'b';
    service.log = [predictionAt(0, 'b'), predictionAt(1, 'b'), predictionAt(2, 'b')];
    await puller().drain();
    expect(kept.map(({ id }) => id)).toEqual(['a-0', 'a-1', 'b-0', 'b-1', 'b-2']);
  });

  it('goes on pulling between start and stop, and reads the rest when stopped', async () => {
    const running = puller();
    await running.start();
    service.log.push(predictionAt(0, 'a'));
    await expect.poll(() => kept.length).toBe(1);
    service.log.push(predictionAt(1, 'a'));
    await running.stop();
    expect(kept).toHaveLength(2);
    const asked = service.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(service.asked).toHaveLength(asked);
  });

  it('is quiet about a service that is down or has no address yet', async () => {
    await puller([], null).drain();
    await puller([], 'http://127.0.0.1:9').drain();
    expect(warnings).toEqual([]);
  });

  it('warns once about a reply that is no page of a log', async () => {
    service.replyWith = '{"epoch": 1}';
    const running = puller();
    await running.drain();
    await running.drain();
    expect(warnings).toHaveLength(1);
    service.replyWith = '<html>';
    await running.drain();
    expect(warnings).toHaveLength(2);
  });
});
