import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMonitor, type Monitor } from '../monitor.ts';
import { findPlaces } from '../places.ts';
import { readCommand } from '../settings/index.ts';
import type { MonitorReady } from '../shared/index.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'telltale-self-'));
let monitor: Monitor;
let ready: MonitorReady;

beforeAll(async () => {
  const flags = {
    'data-dir': dataDir,
    'console-port': '0',
    'service-port': '0',
    'scrape-interval': '500ms',
    workers: '1',
    'log-level': 'silent',
  };
  const command = readCommand(
    Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
    {},
  );
  if (command.kind !== 'run') throw new Error(command.kind);
  monitor = createMonitor({
    settings: command.settings,
    places: findPlaces(new URL('../main.ts', import.meta.url).href),
    version: '0.0.0-test',
    log: pino({ level: 'silent' }),
  });
  ready = await monitor.start();
}, 60_000);

afterAll(async () => {
  await monitor.stop();
  rmSync(dataDir, { recursive: true });
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${ready.console}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${ready.token}`, ...(init.headers as Record<string, string>) },
  });

interface VectorReply {
  data: { result: { metric: Record<string, string>; value: [number, string] }[] };
}

async function query(text: string) {
  const reply = await ask(`/api/v1/query?query=${encodeURIComponent(text)}`);
  return ((await reply.json()) as VectorReply).data.result;
}

describe('Telltale watches', () => {
  it('this machine and itself, as targets like any other', async () => {
    const upJobs = async () => new Set((await query('up == 1')).map(({ metric }) => metric['job']));
    await expect.poll(upJobs, { timeout: 10_000 }).toEqual(new Set(['food11', 'node', 'telltale']));
    expect(Number((await query('sum(node_memory_MemTotal_bytes)'))[0]!.value[1])).toBeGreaterThan(1e8);
    await expect
      .poll(async () => (await query('sum by (process) (process_resident_memory_bytes{job="telltale"})')).length)
      .toBe(2);
    const processes = await query('process_resident_memory_bytes{job="telltale"} > 1e7');
    expect(new Set(processes.map(({ metric }) => metric['process']))).toEqual(new Set(['monitor', 'service']));
  });

  it('a load run while it lasts', async () => {
    const plan = {
      name: 'brief',
      title: 'Brief',
      schedule: { kind: 'closed', stages: [{ concurrency: 1, durationMs: 4000 }] },
    };
    const begun = await ask('/api/console/load/runs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ plan }),
    });
    expect(begun.status).toBe(200);
    const loads = () => query('process_cpu_seconds_total{process="load"}');
    await expect.poll(async () => (await loads()).length, { timeout: 10_000 }).toBe(1);
    await expect.poll(async () => (await loads()).length, { timeout: 10_000 }).toBe(0);
  });

  it('the queries that it answers', async () => {
    await query('1');
    await ask('/api/v1/query?query=sum(');
    const counted = await ask('/metrics').then((reply) => reply.text());
    expect(counted).toMatch(/telltale_queries_total\{kind="instant",outcome="success"\} [1-9]/);
    expect(counted).toMatch(/telltale_queries_total\{kind="instant",outcome="bad_data"\} [1-9]/);
  });

  it('and shows its metrics to those who have the token only', async () => {
    expect((await fetch(`${ready.console}/metrics`)).status).toBe(401);
    expect((await fetch(`${ready.console}/metrics/node`)).status).toBe(401);
  });
});

describe('samples', () => {
  it('go in as exposition text, come out as lines of JSON, and can be deleted', async () => {
    const nowMs = Date.now();
    const text = Array.from({ length: 100 }, (_, i) => `brought{n="1"} ${i} ${nowMs - 86_400_000 + i * 1000}\n`);
    const sent = await ask('/api/v1/import/prometheus', {
      method: 'POST',
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(text.join('')),
    });
    expect(await sent.json()).toEqual({ status: 'success', data: { imported: 100, duplicates: 0, refused: 0 } });

    const exported = await ask('/api/v1/export?match[]=brought').then((reply) => reply.text());
    expect(JSON.parse(exported)).toEqual({
      metric: { __name__: 'brought', n: '1' },
      values: Array.from({ length: 100 }, (_, i) => i),
      timestamps: Array.from({ length: 100 }, (_, i) => nowMs - 86_400_000 + i * 1000),
    });
    expect((await query('count_over_time(brought[2d])'))[0]!.value[1]).toBe('100');

    const deleted = await ask('/api/v1/admin/tsdb/delete_series?match[]=brought', { method: 'POST' });
    expect(deleted.status).toBe(204);
    expect(await query('count_over_time(brought[2d])')).toEqual([]);
  });

  it('that are not sound gzip are refused with the reason', async () => {
    const reply = await ask('/api/v1/import/prometheus', {
      method: 'POST',
      headers: { 'content-encoding': 'gzip' },
      body: 'no gzip',
    });
    expect(reply.status).toBe(400);
  });
});
