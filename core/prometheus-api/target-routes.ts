import type { FastifyInstance } from 'fastify';
import type { Labels } from '../shared/index.ts';
import { invalidParameter } from './api-error.ts';
import type { Awaitable } from './catalog.ts';
import { readParameters } from './parameters.ts';
import { sendData } from './reply.ts';

/** A target that is scraped, in Prometheus's words and units: times RFC 3339, `lastScrapeDuration` seconds. */
export interface ActiveTarget {
  discoveredLabels: Labels;
  labels: Labels;
  scrapePool: string;
  scrapeUrl: string;
  globalUrl: string;
  lastError: string;
  lastScrape: string;
  lastScrapeDuration: number;
  health: 'up' | 'down' | 'unknown';
  scrapeInterval: string;
  scrapeTimeout: string;
}

/** A target that relabelling left out. */
export interface DroppedTarget {
  discoveredLabels: Labels;
  scrapePool: string;
}

export interface TargetSource {
  active(): Awaitable<readonly ActiveTarget[]>;
  dropped?(): Awaitable<readonly DroppedTarget[]>;
}

const states = ['active', 'dropped', 'any'];

/** `/api/v1/targets` and `/api/v1/scrape_pools`. */
export function registerTargetRoutes(app: FastifyInstance, targets: TargetSource | undefined): void {
  app.get('/api/v1/targets', async (request, reply) => {
    const parameters = readParameters(request);
    const state = parameters.get('state')?.toLowerCase() || 'any';
    if (!states.includes(state))
      throw invalidParameter('state', `not supported value "${state}": one of ${states.join(', ')}`);
    const pool = parameters.get('scrapePool');
    const inPool = (target: { scrapePool: string }) => !pool || target.scrapePool === pool;
    const dropped = (await targets?.dropped?.()) ?? [];
    return sendData(reply, {
      activeTargets: state === 'dropped' ? [] : ((await targets?.active()) ?? []).filter(inPool),
      droppedTargets: state === 'active' ? [] : dropped.filter(inPool),
      droppedTargetCounts: state === 'active' ? {} : countByPool(dropped),
    });
  });

  app.get('/api/v1/scrape_pools', async (_request, reply) => {
    const active = (await targets?.active()) ?? [];
    return sendData(reply, { scrapePools: [...new Set(active.map((target) => target.scrapePool))].toSorted() });
  });
}

function countByPool(dropped: readonly DroppedTarget[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { scrapePool } of dropped) counts.set(scrapePool, (counts.get(scrapePool) ?? 0) + 1);
  return Object.fromEntries(counts);
}
