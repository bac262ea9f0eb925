import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createScraper, type Scraper, type TargetConfig } from './index.ts';
import { Notebook } from './testdata/notebook.ts';

let server: Server;
let origin: string;
let answer: RequestListener;
let notebook: Notebook;
let scraper: Scraper;

const target = (config: Partial<TargetConfig> = {}): TargetConfig => ({
  job: 'food11',
  instance: 'here',
  url: `${origin}/metrics`,
  intervalMs: 100,
  ...config,
});

async function scrape(...targets: TargetConfig[]): Promise<void> {
  scraper = createScraper({ appender: notebook, targets });
  await scraper.start();
}

beforeEach(async () => {
  notebook = new Notebook();
  server = createServer((request, reply) => answer(request, reply));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await scraper.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('the scraper', () => {
  it('keeps samples under the labels of their target, with up and its like', async () => {
    answer = (_, reply) => reply.end('# TYPE m counter\nm{job="own"} 3\n');
    await scrape(target({ labels: { zone: 'a' } }));
    await expect.poll(() => notebook.of('m', { exported_job: 'own', job: 'food11', zone: 'a' })).toContain(3);
    expect(notebook.of('up', { job: 'food11', instance: 'here' })[0]).toBe(1);
    expect(notebook.of('scrape_samples_scraped')[0]).toBe(1);
    expect(notebook.of('scrape_samples_post_metric_relabeling')[0]).toBe(1);
    await expect.poll(() => notebook.of('scrape_series_added').slice(0, 2)).toEqual([1, 0]);
    expect(notebook.of('scrape_duration_seconds')[0]).toBeLessThan(1);
    expect(notebook.types.get('m')).toBe('counter');
    expect(scraper.targets()[0]).toMatchObject({ health: 'up', lastError: '', lastScrapeSamples: 1 });
  });

  it('scrapes exactly one interval apart', async () => {
    answer = (_, reply) => reply.end('m 1\n');
    await scrape(target({ intervalMs: 200 }));
    await expect.poll(() => notebook.of('m').length).toBeGreaterThan(3);
    const times = notebook.series[0]!.samples.map(({ timeMs }) => timeMs);
    expect(times[1]! - times[0]!).toBeCloseTo(200, -1.5);
  });

  it('marks a series that disappears as ended, and only that one', async () => {
    let scrapes = 0;
    answer = (_, reply) => reply.end(scrapes++ < 2 ? 'a 1\nb 2\n' : 'a 1\n');
    await scrape(target());
    await expect.poll(() => notebook.of('b')).toEqual([2, 2, 'stale']);
    expect(notebook.of('a')).not.toContain('stale');
  });

  it('marks everything as ended when the target goes down, and reports up 0', async () => {
    let broken = false;
    answer = (_, reply) => (broken ? reply.writeHead(500).end() : reply.end('a 1\n'));
    await scrape(target());
    await expect.poll(() => notebook.of('a').length).toBeGreaterThan(0);
    broken = true;
    await expect.poll(() => notebook.of('up')).toContain(0);
    expect(notebook.of('a').at(-1)).toBe('stale');
    expect(scraper.targets()[0]).toMatchObject({
      health: 'down',
      lastError: 'server returned HTTP status 500 Internal Server Error',
    });
    broken = false;
    await expect.poll(() => notebook.of('a').at(-1)).toBe(1);
  });

  it('ends every series of a target that is removed, and scrapes one that is added', async () => {
    answer = (_, reply) => reply.end('a 1\n');
    await scrape();
    const key = scraper.addTarget(target());
    await expect.poll(() => notebook.of('a')).toContain(1);
    expect(() => scraper.addTarget(target())).toThrow('already');
    expect(await scraper.removeTarget(key)).toBe(true);
    expect(notebook.of('a').at(-1)).toBe('stale');
    expect(notebook.of('up').at(-1)).toBe('stale');
    expect(scraper.targets()).toEqual([]);
    expect(await scraper.removeTarget(key)).toBe(false);
  });

  it.each<{ what: string; reply: RequestListener; says: RegExp }>([
    { what: 'hangs', reply: () => {}, says: /no answer within 100 ms/ },
    { what: 'is huge', reply: (_, reply) => reply.end('x'.repeat(20_000)), says: /larger than 10000 bytes/ },
    {
      what: 'unpacks to something huge',
      reply: (_, reply) => reply.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(20_000))),
      says: /larger than 10000 bytes/,
    },
    {
      what: 'lies about its length',
      reply: (request, reply) => {
        reply.writeHead(200, { 'content-length': '500' }).write('a 1\n');
        setTimeout(() => request.socket.destroy(), 10);
      },
      says: /./,
    },
    { what: 'is binary', reply: (_, reply) => reply.end(Buffer.from([0xff, 0xfe, 0, 1])), says: /not UTF-8/ },
    { what: 'is a web page', reply: (_, reply) => reply.end('a 1\n<html>\n'), says: /line 2: / },
    {
      what: 'has too many samples',
      reply: (_, reply) => reply.end('a 1\nb 1\nc 1\n'),
      says: /sample limit exceeded: 3 samples, the limit is 2/,
    },
  ])('a target that $what hurts only itself', async ({ reply, says }) => {
    answer = (request, response) => (request.url === '/bad' ? reply(request, response) : response.end('good 1\n'));
    await scrape(
      target({ instance: 'bad', url: `${origin}/bad`, bodyLimitBytes: 10_000, sampleLimit: 2 }),
      target({ instance: 'good' }),
    );
    await expect.poll(() => notebook.of('up', { instance: 'bad' })).toEqual(expect.arrayContaining([0, 0]));
    expect(scraper.targets()[0]!.lastError).toMatch(says);
    expect(notebook.of('a')).toEqual([]);
    await expect.poll(() => notebook.of('good')).toContain(1);
    expect(notebook.of('up', { instance: 'good' })).not.toContain(0);
  });

  it('reads gzip, and times that lines bring along', async () => {
    answer = (_, reply) => reply.setHeader('content-encoding', 'gzip').end(gzipSync('m 1 1800000000000\n'));
    await scrape(target());
    await expect.poll(() => notebook.series[0]?.samples[0]).toEqual({ timeMs: 1_800_000_000_000, value: 1 });
  });

  it('minds no target that closes connections between scrapes', async () => {
    const used = new WeakSet<object>();
    answer = (request, reply) => {
      // Keeps the connection alive, and hangs up when it is used a second time.
      if (used.has(request.socket)) request.socket.destroy();
      else reply.setHeader('connection', 'keep-alive').end('a 1\n');
      used.add(request.socket);
    };
    await scrape(target());
    await expect.poll(() => notebook.of('up').length).toBeGreaterThan(3);
    expect(notebook.of('up')).not.toContain(0);
  });

  it('writes the bounds of histograms and summaries as floats, and nothing else', async () => {
    answer = (_, reply) =>
      reply.end(
        '# TYPE h histogram\nh_bucket{le="1"} 1\n# TYPE s summary\ns{quantile="1"} 1\n# TYPE g gauge\ng{le="1"} 1\n',
      );
    await scrape(target());
    await expect.poll(() => notebook.of('h_bucket', { le: '1.0' })).toContain(1);
    expect(notebook.of('s', { quantile: '1.0' })).toContain(1);
    expect(notebook.of('g', { le: '1' })).toContain(1);
  });
});
