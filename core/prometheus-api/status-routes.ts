import type { FastifyInstance } from 'fastify';
import type { MetricMetadata } from '../shared/index.ts';
import type { SeriesCatalog } from './catalog.ts';
import { limitOf, readParameters } from './parameters.ts';
import { sendData } from './reply.ts';
import { tsdbStatusOf } from './tsdb-status.ts';

/** What `/api/v1/status/buildinfo` says. Grafana reads `version` to choose how it speaks to a data source. */
export interface BuildInfo {
  version: string;
  revision: string;
  branch: string;
  buildUser: string;
  buildDate: string;
  goVersion: string;
}

/** The version of Prometheus whose language and API this one follows. */
export const defaultBuildInfo: BuildInfo = {
  version: '3.5.0',
  revision: 'telltale',
  branch: 'telltale',
  buildUser: '',
  buildDate: '',
  goVersion: '',
};

/** What the host may tell about itself; absent parts are reported as Prometheus reports nothing. */
export interface StatusSource {
  buildInfo: BuildInfo;
  startedAtMs: number;
  /** The scrape configuration as YAML. */
  configYaml?: (() => string) | undefined;
  /** Settings by name, e.g. `storage.tsdb.retention.time`. */
  flags?: (() => Readonly<Record<string, string>>) | undefined;
}

const DEFAULT_TOP = 10;

/** `/api/v1/metadata` and `/api/v1/status/*`. */
export function registerStatusRoutes(app: FastifyInstance, catalog: SeriesCatalog, source: StatusSource): void {
  app.get('/api/v1/metadata', async (request, reply) => {
    const parameters = readParameters(request);
    const all = await catalog.metadata();
    return sendData(reply, chooseMetadata(all, parameters));
  });
  app.get('/api/v1/status/buildinfo', (_request, reply) => sendData(reply, source.buildInfo));
  app.get('/api/v1/status/flags', (_request, reply) => sendData(reply, source.flags?.() ?? {}));
  app.get('/api/v1/status/config', (_request, reply) => sendData(reply, { yaml: source.configYaml?.() ?? '' }));
  app.get('/api/v1/status/runtimeinfo', async (_request, reply) => {
    const { headStats } = await tsdbStatusOf(catalog, 1);
    return sendData(reply, runtimeInfo(source, headStats.numSeries));
  });
  app.get('/api/v1/status/tsdb', async (request, reply) => {
    const limit = limitOf(readParameters(request));
    return sendData(reply, await tsdbStatusOf(catalog, limit === Infinity ? DEFAULT_TOP : limit));
  });
}

function chooseMetadata(all: ReadonlyMap<string, MetricMetadata>, parameters: URLSearchParams) {
  const metric = parameters.get('metric');
  const limit = limitOf(parameters);
  limitOf(parameters, 'limit_per_metric'); // checked only: there is never more than one entry for a metric
  const chosen = [...all].filter(([name]) => !metric || name === metric).slice(0, limit);
  return Object.fromEntries(chosen.map(([name, { type, help, unit }]) => [name, [{ type, help, unit }]]));
}

function runtimeInfo({ startedAtMs, flags }: StatusSource, timeSeriesCount: number) {
  return {
    startTime: new Date(startedAtMs).toISOString(),
    CWD: '',
    reloadConfigSuccess: true,
    lastConfigTime: new Date(startedAtMs).toISOString(),
    corruptionCount: 0,
    goroutineCount: 0,
    GOMAXPROCS: 0,
    GOMEMLIMIT: 0,
    GOGC: '',
    GODEBUG: '',
    storageRetention: flags?.()['storage.tsdb.retention.time'] ?? '',
    timeSeriesCount,
  };
}
