import { hostname } from 'node:os';
import { createHostMetrics, createMonitorMetrics, type WatchedProcess } from '../host/index.ts';
import type { Expositions } from '../prometheus-api/index.ts';
import { type Engine, PromqlError, type QueryResult } from '../promql/index.ts';
import type { TargetConfig } from '../scrape/index.ts';
import type { ServiceStatus } from '../shared/index.ts';
import type { Store } from '../store/index.ts';

export interface SelfMonitoringOptions {
  version: string;
  store: Pick<Store, 'stats' | 'contents'>;
  serviceStatus(): ServiceStatus;
  /** Process id of the load run under way. */
  loadPid(): number | null;
}

export interface SelfMonitoring {
  /** The same engine, with its queries counted. */
  watch(engine: Engine): Engine;
  expositions: Expositions;
  /** The console as two targets: jobs `node` (this machine) and `telltale` (the program). */
  targets(console: { origin: string; token: string }, intervalMs: number): TargetConfig[];
}

const paths = { telltale: '/metrics', node: '/metrics/node' } as const;

/**
 * Watches the watcher: this machine and Telltale's own processes, exposed by the console like the metrics of any service, so
 * that our own scraper or a Prometheus outside can read them.
 */
export function createSelfMonitoring(options: SelfMonitoringOptions): SelfMonitoring {
  const { version, store, serviceStatus, loadPid } = options;

  const processes = (): WatchedProcess[] =>
    [
      { name: 'monitor', pid: process.pid },
      { name: 'service', pid: serviceStatus().pid },
      { name: 'load', pid: loadPid() },
    ].filter((candidate): candidate is WatchedProcess => candidate.pid !== null);

  const host = createHostMetrics();
  const monitor = createMonitorMetrics({
    version,
    processes,
    metrics: [
      {
        name: 'telltale_store_bytes',
        type: 'gauge',
        help: 'Size of the store on disk.',
        read: () => store.stats().bytes,
      },
      {
        name: 'telltale_store_samples',
        type: 'gauge',
        help: 'Samples held.',
        read: () => store.contents().samples,
      },
      { name: 'telltale_store_series', type: 'gauge', help: 'Series held.', read: () => store.stats().series },
      {
        name: 'telltale_store_samples_appended_total',
        type: 'counter',
        help: 'Samples appended to the store.',
        read: () => store.stats().appendedSamples,
      },
      {
        name: 'telltale_store_series_refused_total',
        type: 'counter',
        help: 'New series refused because the store holds as many as it may.',
        read: () => store.stats().refusedSeries,
      },
      {
        name: 'telltale_service_restarts_total',
        type: 'counter',
        help: 'Times the inference service had to be started again.',
        read: () => serviceStatus().restarts,
      },
    ],
  });

  async function counted(kind: 'instant' | 'range', query: Promise<QueryResult>): Promise<QueryResult> {
    const startedMs = performance.now();
    let outcome = 'success';
    try {
      return await query;
    } catch (error) {
      outcome = error instanceof PromqlError ? error.errorType : 'internal';
      throw error;
    } finally {
      monitor.countQuery(kind, outcome, (performance.now() - startedMs) / 1000);
    }
  }

  return {
    watch: (engine) => ({
      instant: (...query) => counted('instant', engine.instant(...query)),
      range: (...query) => counted('range', engine.range(...query)),
    }),
    expositions: { [paths.telltale]: monitor.exposition, [paths.node]: host.exposition },
    targets: ({ origin, token }, intervalMs) =>
      (['node', 'telltale'] as const).map((job) => ({
        job,
        url: `${origin}${paths[job]}`,
        // The port may differ from start to start; the machine, whose metrics these are, is the same.
        instance: hostname(),
        intervalMs,
        headers: { authorization: `Bearer ${token}` },
      })),
  };
}
