import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DriftOptions, type DriftReading, type DriftReadingPage, type DriftStatus } from '../shared/index.ts';
import { createDriftPuller, type LogCursor } from './index.ts';

const status: DriftStatus = {
  state: 'configuring',
  progress: 0.5,
  message: null,
  options: DriftOptions.parse({}),
  origin: null,
  availableRows: 512,
  referencePictures: null,
  counts: { samples: 0, dropped: 0, events: 0, episodes: 0 },
  last: null,
  filling: 0,
};
const reading = (n: number): DriftReading => ({
  id: `p${n}`,
  timeMs: 1_800_000_000_000 + n,
  sample: n + 1,
  statistic: 0.2,
  threshold: 0.1,
  isDrift: true,
  pictured: false,
  feature: null,
  nearest: null,
});

let server: Server;
let page: DriftReadingPage;
let kept: DriftReading[];
let cursor: LogCursor | null;
let pulled: { state: string; added: number }[];

beforeEach(async () => {
  page = { epoch: 'a', records: [], next: 0, lost: 0, status };
  kept = [];
  cursor = null;
  pulled = [];
  server = createServer((request, reply) => {
    const after = Number(new URL(request.url!, 'http://service').searchParams.get('after'));
    const isAsked = request.url!.startsWith('/internal/drift?');
    reply.statusCode = isAsked && request.headers.authorization === 'Bearer a-token' ? 200 : 403;
    reply.end(JSON.stringify({ ...page, records: page.records.slice(after) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const puller = () =>
  createDriftPuller({
    serviceUrl: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 'a-token',
    sink: {
      cursor: () => cursor,
      add(readings, next) {
        kept.push(...readings);
        cursor = next;
        return readings.length;
      },
    },
    onPulled: ({ state }, added) => pulled.push({ state, added }),
  });

it('readings are kept with their cursor, and every pull says how the detector is', async () => {
  const one = puller();
  await one.drain();
  expect(pulled).toEqual([{ state: 'configuring', added: 0 }]);
  page = { ...page, records: [reading(0), reading(1)], next: 2, status: { ...status, state: 'ready', progress: 1 } };
  await one.drain();
  await one.drain();
  expect(kept.map(({ id }) => id)).toEqual(['p0', 'p1']);
  expect(cursor).toEqual({ epoch: 'a', next: 2 });
  expect(pulled.slice(1)).toEqual([
    { state: 'ready', added: 2 },
    { state: 'ready', added: 0 },
  ]);
});

it('a service that restarted is read from the beginning of its new log', async () => {
  cursor = { epoch: 'before', next: 7 };
  page = { ...page, records: [reading(0)], next: 1 };
  await puller().drain();
  expect(kept.map(({ id }) => id)).toEqual(['p0']);
  expect(cursor).toEqual({ epoch: 'a', next: 1 });
});
