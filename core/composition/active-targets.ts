import type { ActiveTarget, TargetSource } from '../prometheus-api/index.ts';
import type { ScrapeConfigFile, Scraper, TargetStatus } from '../scrape/index.ts';
import { formatDuration } from '../shared/index.ts';

/** How Go, and so Prometheus's API, writes "never". */
const never = '0001-01-01T00:00:00Z';

/** The scraper's targets in the words of Prometheus's API. */
export const activeTargets = (
  scraper: Pick<Scraper, 'targets'>,
  config: Pick<ScrapeConfigFile, 'dropped'>,
): TargetSource => ({
  active: () => scraper.targets().map(toActiveTarget),
  dropped: () => config.dropped(),
});

const toActiveTarget = (target: TargetStatus): ActiveTarget => ({
  discoveredLabels: target.discoveredLabels,
  labels: target.labels,
  scrapePool: target.scrapePool,
  scrapeUrl: target.scrapeUrl,
  globalUrl: target.scrapeUrl,
  lastError: target.lastError,
  lastScrape: target.lastScrapeMs === null ? never : new Date(target.lastScrapeMs).toISOString(),
  lastScrapeDuration: target.lastScrapeDurationMs / 1000,
  health: target.health,
  scrapeInterval: formatDuration(target.scrapeIntervalMs),
  scrapeTimeout: formatDuration(target.scrapeTimeoutMs),
});
