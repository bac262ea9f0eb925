import { z } from 'zod';
import { Labels } from './series.ts';

const metricsUrl = z
  .url({ protocol: /^https?$/, error: 'an http or https URL is needed, such as http://127.0.0.1:9100/metrics' })
  .max(2000)
  .refine((url) => {
    const { username, password } = new URL(url);
    return username === '' && password === '';
  }, 'a user name or password in the URL would be shown on the page: leave them out');

/** A target that a person adds: any address with metrics in Prometheus's text format or OpenMetrics. */
export const NewScrapeTarget = z.strictObject({
  url: metricsUrl,
  /** The label `job` of every series; targets are listed by it. */
  job: z.string().trim().min(1, 'a job name is needed').max(80),
  intervalMs: z.number().int().min(1_000).max(3_600_000),
});
export type NewScrapeTarget = z.infer<typeof NewScrapeTarget>;

/** A target that is scraped, and how its last scrape went. */
export const ScrapeTarget = z.object({
  id: z.string(),
  job: z.string(),
  url: z.string(),
  /** Of every series of the target, `job` and `instance` among them. */
  labels: Labels,
  health: z.enum(['up', 'down', 'unknown']),
  /** Empty when the last scrape went well. */
  lastError: z.string(),
  /** Unix ms; null before the first scrape. */
  lastScrapeMs: z.number().nullable(),
  lastScrapeDurationMs: z.number(),
  lastScrapeSamples: z.number(),
  intervalMs: z.number(),
  timeoutMs: z.number(),
  /** Only an added one can be removed. */
  origin: z.enum(['built-in', 'added']),
});
export type ScrapeTarget = z.infer<typeof ScrapeTarget>;
