import { z } from 'zod';
import { Faults, FaultStatus } from '../faults.ts';
import { ModelSummary, Prediction, SampleImage } from '../prediction.ts';
import { NewScrapeTarget, ScrapeTarget } from '../scrape-targets.ts';
import { ServiceStatus } from '../service.ts';
import { StoreStatus } from '../store-status.ts';
import { nothing, byId, type Row } from './row.ts';

export const ConsoleStatus = z.object({
  version: z.string(),
  startedAtMs: z.number(),
  dataDir: z.string(),
  service: ServiceStatus,
  scrapeIntervalMs: z.number(),
});
export type ConsoleStatus = z.infer<typeof ConsoleStatus>;

/** Calls about Telltale itself, its model, its faults on purpose, its targets and its store. */
export const consoleRoutes = {
  status: { method: 'GET', path: '/api/console/status', request: nothing, reply: ConsoleStatus },
  model: { method: 'GET', path: '/api/console/model', request: nothing, reply: ModelSummary },
  predictions: {
    method: 'GET',
    path: '/api/console/predictions',
    request: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(24) }),
    reply: z.object({ predictions: z.array(Prediction) }),
  },
  sampleImages: {
    method: 'GET',
    path: '/api/console/images',
    request: nothing,
    reply: z.object({ images: z.array(SampleImage) }),
  },
  faults: { method: 'GET', path: '/api/console/faults', request: nothing, reply: FaultStatus },
  /** Turns faults of the service on, in place of those that were on. */
  setFaults: { method: 'POST', path: '/api/console/faults', request: Faults, reply: FaultStatus },
  /** Turns them off, and dismisses the note that a restart did. */
  clearFaults: { method: 'DELETE', path: '/api/console/faults', request: nothing, reply: FaultStatus },
  targets: {
    method: 'GET',
    path: '/api/console/targets',
    request: nothing,
    reply: z.object({ targets: z.array(ScrapeTarget) }),
  },
  addTarget: {
    method: 'POST',
    path: '/api/console/targets',
    request: NewScrapeTarget,
    reply: z.object({ target: ScrapeTarget }),
  },
  removeTarget: {
    method: 'DELETE',
    path: '/api/console/targets/:id',
    request: byId,
    reply: nothing,
  },
  storeStatus: { method: 'GET', path: '/api/console/store', request: nothing, reply: StoreStatus },
} as const satisfies Record<string, Row>;
