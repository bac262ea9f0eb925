import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AddedTargets, createAddedTargets } from './added-targets.ts';
import { createScraper, type Scraper } from '../scrape/index.ts';
import { NewScrapeTarget, type Service } from '../shared/index.ts';
import { openStore, type Store } from '../store/index.ts';

const builtIn = { job: 'food11', url: 'http://127.0.0.1:1/metrics', intervalMs: 60_000 };
const warnings: string[] = [];
const log = { warn: (message: string) => warnings.push(message) };

let store: Store;
let exporter: Server;
let url: string;
const running: Service[] = [];

beforeEach(async () => {
  warnings.length = 0;
  store = openStore({ file: ':memory:' });
  exporter = createServer((_request, response) => response.end('lunches_total 7\n'));
  await new Promise<void>((resolve) => exporter.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(exporter.address() as AddressInfo).port}/metrics`;
});

afterEach(async () => {
  for (const service of running.splice(0).reverse()) await service.stop();
  exporter.close();
  store.close();
});

/** A scraper with its added targets, as after a start of the monitor. */
async function start(): Promise<{ targets: AddedTargets; scraper: Scraper }> {
  const scraper = createScraper({ appender: store, targets: [builtIn] });
  const targets = createAddedTargets({ scraper, settings: store.settings, log });
  for (const service of [targets, scraper]) {
    await service.start();
    running.push(service);
  }
  return { targets, scraper };
}

const lunch = () => ({ job: 'lunch', url, intervalMs: 1_000 });

describe('added targets', () => {
  it('are scraped at once, beside the built-in ones', async () => {
    const { targets } = await start();
    const added = targets.add(lunch());
    expect(added).toMatchObject({ job: 'lunch', url, health: 'unknown', origin: 'added' });
    await expect.poll(() => targets.list().find(({ id }) => id === added.id)?.health).toBe('up');
    expect(targets.list().map(({ origin }) => origin)).toEqual(['built-in', 'added']);
  });

  it('are back after a restart, under the same id', async () => {
    const first = await start();
    const { id } = first.targets.add(lunch());
    await first.scraper.stop();
    const { targets } = await start();
    expect(targets.list().map((target) => target.id)).toContain(id);
  });

  it('are gone for good once removed', async () => {
    const first = await start();
    await first.targets.remove(first.targets.add(lunch()).id);
    expect(first.targets.list()).toHaveLength(1);
    const { targets } = await start();
    expect(targets.list()).toHaveLength(1);
  });

  it('are refused when they are scraped already', async () => {
    const { targets } = await start();
    targets.add(lunch());
    expect(() => targets.add(lunch())).toThrow(/a target of the job lunch already/);
    expect(targets.list()).toHaveLength(2);
  });

  it('leave the built-in ones alone', async () => {
    const { targets } = await start();
    await expect(targets.remove(targets.list()[0]!.id)).rejects.toThrow(/comes with Telltale/);
    await expect(targets.remove('nobody')).rejects.toThrow(/There is no target/);
  });

  it('do not keep the monitor from starting when their list is damaged', async () => {
    store.settings.set('scrape.addedTargets', [{ url: 'gopher://old' }]);
    const { targets } = await start();
    expect(targets.list()).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('could not be read')]);
  });
});

describe('a new target', () => {
  it.each([
    { url: 'ftp://127.0.0.1/metrics', say: /http or https/ },
    { url: 'localhost:9100', say: /http or https/ },
    { url: 'http://ada:secret@127.0.0.1/metrics', say: /leave them out/ },
  ])('at $url is refused in words', ({ url, say }) => {
    expect(() => NewScrapeTarget.parse({ url, job: 'x', intervalMs: 5_000 })).toThrow(say);
  });

  it('needs a job name and a sensible interval', () => {
    expect(NewScrapeTarget.safeParse({ ...lunch(), job: '  ' }).success).toBe(false);
    expect(NewScrapeTarget.safeParse({ ...lunch(), intervalMs: 10 }).success).toBe(false);
  });
});
