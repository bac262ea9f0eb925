import { expect, it } from 'vitest';
import type { ScrapeTarget } from '../../../core/shared/index.ts';
import { jobsOf, metricsUrl } from './jobs.ts';

const target = (job: string, url: string, health: ScrapeTarget['health']): ScrapeTarget => ({
  id: url,
  job,
  url,
  labels: { job },
  health,
  lastError: '',
  lastScrapeMs: null,
  lastScrapeDurationMs: 0,
  lastScrapeSamples: 0,
  intervalMs: 5_000,
  timeoutMs: 5_000,
  origin: 'added',
});

it('targets stand by job, in order, with how many of them are up', () => {
  const jobs = jobsOf([target('node', 'b', 'down'), target('food11', 'x', 'up'), target('node', 'a', 'up')]);
  expect(jobs.map(({ name, up, targets }) => ({ name, up, urls: targets.map(({ url }) => url) }))).toEqual([
    { name: 'food11', up: 1, urls: ['x'] },
    { name: 'node', up: 1, urls: ['a', 'b'] },
  ]);
});

it.each([
  { typed: 'localhost:9100', url: 'http://localhost:9100/metrics' },
  { typed: ' 10.0.0.7:8080/actuator/prometheus ', url: 'http://10.0.0.7:8080/actuator/prometheus' },
  { typed: 'https://example.org', url: 'https://example.org/metrics' },
  { typed: 'http://h:1/probe?module=x', url: 'http://h:1/probe?module=x' },
  { typed: 'ftp://h/metrics', url: null },
  { typed: 'two words', url: null },
  { typed: '', url: null },
])('$typed means $url', ({ typed, url }) => {
  expect(metricsUrl(typed)).toBe(url);
});
