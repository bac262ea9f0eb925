import { CodedError, type Labels } from '../shared/index.ts';
import type { Relabel } from './relabel.ts';

/** Where metrics are to be had, and the labels their series get. */
export interface TargetConfig {
  job: string;
  /** Where the exposition text is fetched; http or https. */
  url: string;
  /** The URL's host and port when not given, as Prometheus 3 has it: no port where the scheme's own is meant. */
  instance?: string;
  intervalMs?: number;
  /** At most the interval. */
  timeoutMs?: number;
  /** Further labels of every series. */
  labels?: Labels;
  /** Whether a scraped label wins over one of the target's; otherwise it is renamed to exported_<name>. */
  honorLabels?: boolean;
  /** Whether times in the exposition text count; otherwise every sample has the time of the scrape. */
  honorTimestamps?: boolean;
  /** A scrape with more samples fails as a whole; 0 for no limit. */
  sampleLimit?: number;
  bodyLimitBytes?: number;
  /** Sent with each request, for example authorization. */
  headers?: Readonly<Record<string, string>>;
}

/** What /api/v1/targets tells of a target. */
export interface TargetStatus {
  /** Names the target for `removeTarget`. */
  key: string;
  /** Labels before relabelling, the address and path among them under names with two underscores. */
  discoveredLabels: Labels;
  labels: Labels;
  scrapePool: string;
  scrapeUrl: string;
  health: 'up' | 'down' | 'unknown';
  /** Empty when the last scrape went well. */
  lastError: string;
  /** Unix ms; null before the first scrape. */
  lastScrapeMs: number | null;
  lastScrapeDurationMs: number;
  lastScrapeSamples: number;
  /** Samples of the last scrape that were not kept, because the store holds as many series as it may. */
  lastScrapeRefused: number;
  scrapeIntervalMs: number;
  scrapeTimeoutMs: number;
}

/** A target that relabelling left out. */
export interface DroppedTarget {
  discoveredLabels: Labels;
  scrapePool: string;
}

/** A target with everything decided. */
export interface Target {
  key: string;
  /** Changes when anything does that bears on how the target is scraped. */
  description: string;
  /** The job it was configured under, whatever its label `job` says. */
  pool: string;
  url: string;
  labels: Labels;
  discoveredLabels: Labels;
  intervalMs: number;
  timeoutMs: number;
  honorLabels: boolean;
  honorTimestamps: boolean;
  sampleLimit: number;
  bodyLimitBytes: number;
  headers: () => Promise<Readonly<Record<string, string>>>;
  /** Whether series that bring their own times get a staleness marker when they disappear. */
  trackTimestampsStaleness: boolean;
  /** What changes or drops scraped series; null for nothing. */
  metricRelabel: Relabel | null;
}

export const DEFAULT_INTERVAL_MS = 15_000;
const DEFAULT_TIMEOUT_MS = 10_000;
export const DEFAULT_SAMPLE_LIMIT = 50_000;
export const DEFAULT_BODY_LIMIT_BYTES = 32 * 1024 * 1024;

/** Checks a target and fills in the defaults. Throws `bad_request` with what to change. */
export function resolveTarget(config: TargetConfig): Target {
  const { job, url, labels = {}, intervalMs = DEFAULT_INTERVAL_MS } = config;
  const timeoutMs = config.timeoutMs ?? Math.min(DEFAULT_TIMEOUT_MS, intervalMs);
  if (job === '') refuse('A target needs a job name.');
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    refuse(`A target needs an http or https URL, not ${JSON.stringify(url)}.`);
  if (!(intervalMs >= 100)) refuse('The scrape interval must be at least 100 ms.');
  if (!(timeoutMs > 0 && timeoutMs <= intervalMs)) {
    refuse('The scrape time-out must be more than 0 and at most the scrape interval.');
  }
  for (const name of Object.keys(labels)) {
    if (name === '' || name.startsWith('__')) refuse(`The label ${JSON.stringify(name)} cannot be given to a target.`);
  }
  const full = { job, instance: config.instance ?? parsed.host, ...labels };
  return {
    key: targetKey(job, url, full),
    description: JSON.stringify(config),
    pool: job,
    url,
    labels: full,
    discoveredLabels: {
      __address__: parsed.host,
      __metrics_path__: parsed.pathname,
      __scheme__: parsed.protocol.slice(0, -1),
      __scrape_interval__: `${intervalMs}ms`,
      __scrape_timeout__: `${timeoutMs}ms`,
      job,
    },
    intervalMs,
    timeoutMs,
    honorLabels: config.honorLabels ?? false,
    honorTimestamps: config.honorTimestamps ?? true,
    sampleLimit: config.sampleLimit ?? DEFAULT_SAMPLE_LIMIT,
    bodyLimitBytes: config.bodyLimitBytes ?? DEFAULT_BODY_LIMIT_BYTES,
    headers: async () => config.headers ?? {},
    trackTimestampsStaleness: false,
    metricRelabel: null,
  };
}

/** Two targets with the same key would write the same series. */
export const targetKey = (pool: string, url: string, labels: Labels): string =>
  JSON.stringify([pool, url, Object.entries(labels).sort(byName)]);

const byName = ([a]: [string, string], [b]: [string, string]): number => (a < b ? -1 : 1);

function refuse(reason: string): never {
  throw new CodedError('bad_request', { reason });
}
