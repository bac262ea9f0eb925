import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { formatFamilies } from './metric-family.ts';
import { createProcessReader, processFamilies, type WatchedProcess } from './process-metrics.ts';

/** A number that somebody else keeps, read when metrics are collected. */
export interface ReadMetric {
  name: string;
  type: 'counter' | 'gauge';
  help: string;
  read(): number;
}

export interface MonitorMetricsOptions {
  version: string;
  /** Telltale's processes that run now. */
  processes(): readonly WatchedProcess[];
  metrics: readonly ReadMetric[];
  platform?: NodeJS.Platform;
  procRoot?: string;
}

export interface MonitorMetrics {
  /** Counts a query that has ended. `outcome`: success, or the type of its error. */
  countQuery(kind: 'instant' | 'range', outcome: string, seconds: number): void;
  /** Metrics of the monitor itself and of Telltale's processes, in text format 0.0.4. */
  exposition(): Promise<string>;
}

/**
 * What the monitor says of itself: Node's usual metrics (`nodejs_*`), `process_*` for each of Telltale's processes, and its
 * own, which begin with `telltale_`.
 */
export function createMonitorMetrics(options: MonitorMetricsOptions): MonitorMetrics {
  const { version, processes, platform = process.platform, procRoot = '/proc' } = options;
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  // Those of this process stand in one family with the others', told apart by a label; heap spaces are for V8's makers.
  for (const { name } of registry.getMetricsAsArray()) {
    if (/^process_|^nodejs_heap_space/.test(name)) registry.removeSingleMetric(name);
  }

  new Gauge({ name: 'telltale_build_info', help: 'The version that runs.', labelNames: ['version'], registers })
    .labels(version)
    .set(1);
  const queries = new Counter({
    name: 'telltale_queries_total',
    help: 'PromQL queries answered, by kind and outcome.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const duration = new Histogram({
    name: 'telltale_query_duration_seconds',
    help: 'Time from the arrival of a PromQL query to its result.',
    labelNames: ['kind'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  // Born at 0, or rate() would never see the first.
  for (const kind of ['instant', 'range']) {
    queries.inc({ kind, outcome: 'success' }, 0);
    duration.zero({ kind });
  }

  const readProcess = createProcessReader(platform, procRoot);
  return {
    countQuery(kind, outcome, seconds) {
      queries.inc({ kind, outcome });
      duration.observe({ kind }, seconds);
    },
    async exposition() {
      const own = options.metrics.map(({ name, type, help, read }) => ({
        name,
        type,
        help,
        samples: [{ labels: {}, value: read() }],
      }));
      const text = formatFamilies([...processFamilies(readProcess, processes()), ...own]);
      return text + (await registry.metrics());
    },
  };
}
