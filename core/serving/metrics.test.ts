import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { base64, endlessBody, json, plain, useService, withImage } from './testdata/running-service.ts';

const service = useService();

const scrape = async () => (await fetch(`${service.url}/metrics`)).text();
/** Series by name and labels as printed, labels sorted: their order means nothing. */
function parse(exposition: string): Map<string, number> {
  const lines = exposition.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, name, labels = '', value] = /^([\w:]+)(?:\{(.*)\})? (\S+)$/.exec(line)!;
      const sorted = [...labels.matchAll(/\w+="[^"]*"/g)]
        .map(([label]) => label)
        .sort()
        .join(',');
      return [sorted ? `${name}{${sorted}}` : name!, Number(value)];
    }),
  );
}
const series = async () => parse(await scrape());
const bucketsOf = (all: Map<string, number>, name: string) => [
  ...new Set(
    [...all.keys()].filter((key) => key.startsWith(`${name}_bucket`)).map((key) => /le="([^"]*)"/.exec(key)![1]!),
  ),
];

const predict = async (body: string) =>
  (await fetch(`${service.url}/predict`, { method: 'POST', headers: json, body })).text();

let good: string;
beforeAll(async () => {
  good = withImage(base64(await plain('#0000ff')));
});

describe('GET /metrics', () => {
  it('has every class and every kind of answer at 0 before the first request', async () => {
    const all = await series();
    for (const label of ['red', 'green', 'blue'])
      expect(all.get(`predicted_class_total{class_name="${label}"}`)).toBe(0);
    for (const status of ['2xx', '4xx', '5xx']) {
      expect(all.get(`http_requests_total{handler="/predict",method="POST",status="${status}"}`)).toBe(0);
    }
    expect(all.get('prediction_confidence_bucket{le="0"}')).toBe(0);
  });

  it('has the tutorial\u2019s names, buckets and HELP', async () => {
    await predict(good);
    const text = await scrape();
    const all = parse(text);
    expect(bucketsOf(all, 'prediction_confidence')).toEqual('0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1 +Inf'.split(' '));
    expect(bucketsOf(all, 'http_request_duration_seconds')).toEqual(['0.1', '0.5', '1', '+Inf']);
    expect(bucketsOf(all, 'http_request_duration_highr_seconds')).toEqual(
      '0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1 1.5 2 2.5 3 3.5 4 4.5 5 7.5 10 30 60 +Inf'.split(' '),
    );
    const fine = bucketsOf(all, 'http_request_duration_fine_seconds');
    expect(fine[0]).toBe('0.001');
    expect(fine.at(-2)).toBe('10');
    for (const line of [
      '# HELP http_requests_total Total number of requests by method, status and handler.',
      '# TYPE http_requests_total counter',
      '# HELP http_request_size_bytes Content length of incoming requests by handler. Only value of header is respected. Otherwise ignored. No percentile calculated. ',
      '# TYPE http_request_size_bytes summary',
      '# HELP http_response_size_bytes Content length of outgoing responses by handler. Only value of header is respected. Otherwise ignored. No percentile calculated. ',
      '# HELP http_request_duration_highr_seconds Latency with many buckets but no API specific labels. Made for more accurate percentile calculations. ',
      '# HELP http_request_duration_seconds Latency with only few buckets by handler. Made to be only used if aggregation by handler is important. ',
      '# HELP http_requests_inprogress Number of HTTP requests in progress.',
      '# HELP prediction_confidence Model prediction confidence',
      '# HELP predicted_class_total Count of predictions per class',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).not.toContain('quantile=');
  });

  it('counts answers by route, method and kind, and paths without a route together', async () => {
    const before = await series();
    await predict(good);
    await predict('{}');
    await fetch(`${service.url}/predict`, { method: 'DELETE' });
    await fetch(`${service.url}/somewhere`);
    await fetch(`${service.url}/elsewhere`);
    await fetch(`${service.url}/internal/predictions`);
    const after = await series();
    const rise = (key: string) => (after.get(key) ?? 0) - (before.get(key) ?? 0);
    expect(rise('http_requests_total{handler="/predict",method="POST",status="2xx"}')).toBe(1);
    expect(rise('http_requests_total{handler="/predict",method="POST",status="4xx"}')).toBe(1);
    expect(rise('http_requests_total{handler="/predict",method="DELETE",status="4xx"}')).toBe(1);
    expect(rise('http_requests_total{handler="none",method="GET",status="4xx"}')).toBe(2);
    expect(rise('http_requests_total{handler="/metrics",method="GET",status="2xx"}')).toBe(1);
    expect(rise('http_request_duration_fine_seconds_count{handler="/predict",method="POST"}')).toBe(2);
    expect(rise('http_request_size_bytes_sum{handler="/predict"}')).toBe(good.length + 2);
    expect(rise('http_response_size_bytes_count{handler="/predict"}')).toBe(3);
    expect(rise('predicted_class_total{class_name="blue"}')).toBe(1);
    expect(rise('prediction_confidence_count')).toBe(1);
    expect(rise('inference_stage_duration_seconds_count{stage="resize"}')).toBe(1);
    expect([...after.keys()].filter((key) => key.includes('/internal'))).toEqual([]);
  });

  it('has nobody in progress but the scrape itself, also after a client hung up', async () => {
    const abort = new AbortController();
    const endless = endlessBody();
    const request = { method: 'POST', headers: json, body: endless, duplex: 'half', signal: abort.signal } as const;
    const hanging = fetch(`${service.url}/predict`, request).catch(() => 'aborted');
    await expect.poll(async () => (await series()).get('http_requests_inprogress')).toBe(2);
    abort.abort();
    expect(await hanging).toBe('aborted');
    await expect.poll(async () => (await series()).get('http_requests_inprogress')).toBe(1);
  });

  it('says how the process is doing', async () => {
    const all = await series();
    for (const name of ['process_cpu_seconds_total', 'process_resident_memory_bytes', 'process_start_time_seconds']) {
      expect(all.get(name)).toBeGreaterThan(0);
    }
    expect(all.get('inference_queue_length')).toBe(0);
  });

  it('is understood by Prometheus', async ({ skip }) => {
    const found = spawnSync('promtool', ['--version']).status === 0;
    skip(!found, 'promtool is not installed');
    const check = spawnSync('promtool', ['check', 'metrics'], { input: await scrape(), encoding: 'utf8' });
    // 3 means that it would have named something differently; 1, that it could not read it.
    expect([0, 3]).toContain(check.status);
    expect(check.stderr).not.toContain('error while linting');
  });
});
