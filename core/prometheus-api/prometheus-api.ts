import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Engine } from '../promql/index.ts';
import { CodedError } from '../shared/index.ts';
import { ApiError } from './api-error.ts';
import type { SeriesCatalog } from './catalog.ts';
import { registerDeleteRoute } from './delete-route.ts';
import { registerExportRoute } from './export-route.ts';
import { type Expositions, registerExpositionRoutes } from './exposition-routes.ts';
import { registerImportRoute } from './import-route.ts';
import { sendData } from './reply.ts';
import type { SampleStore } from './sample-store.ts';
import { registerQueryRoutes } from './query-routes.ts';
import { registerRuleRoutes } from './rule-routes.ts';
import type { RuleSource } from './rule-routes.ts';
import { registerSeriesRoutes } from './series-routes.ts';
import { defaultBuildInfo, registerStatusRoutes } from './status-routes.ts';
import type { BuildInfo } from './status-routes.ts';
import { registerTargetRoutes } from './target-routes.ts';
import type { TargetSource } from './target-routes.ts';

export interface PrometheusApiOptions {
  engine: Engine;
  catalog: SeriesCatalog;
  /** Without it samples cannot be imported, exported or deleted over this API. */
  samples?: SampleStore;
  /** Metrics of the program itself, as a Prometheus has them at `/metrics`. */
  expositions?: Expositions;
  /** Without them the lists of targets, rules and alerts are empty. */
  targets?: TargetSource;
  rules?: RuleSource;
  buildInfo?: Partial<BuildInfo>;
  /** The scrape configuration in Prometheus's YAML. */
  configYaml?: () => string;
  /** Settings by name, shown as Prometheus's command-line flags. */
  flags?: () => Readonly<Record<string, string>>;
  /** Unix milliseconds. */
  now?: () => number;
}

/**
 * Prometheus's HTTP API (v1) over the embedded engine, as a Fastify plugin. Who may call it, compression and the size
 * of bodies are the host's business. Its errors are Prometheus's JSON, also those the host throws in front of it.
 */
export function prometheusApi(options: PrometheusApiOptions): FastifyPluginAsync {
  const {
    engine,
    catalog,
    samples,
    expositions = {},
    targets,
    rules,
    buildInfo,
    configYaml,
    flags,
    now = Date.now,
  } = options;
  return async (app) => {
    app.setErrorHandler(sendError);
    readForms(app);
    registerQueryRoutes(app, engine, now);
    registerSeriesRoutes(app, catalog);
    if (samples) {
      registerImportRoute(app, samples, now);
      registerExportRoute(app, samples);
      registerDeleteRoute(app, samples);
    }
    registerTargetRoutes(app, targets);
    registerRuleRoutes(app, rules);
    registerStatusRoutes(app, catalog, {
      buildInfo: { ...defaultBuildInfo, ...buildInfo },
      startedAtMs: now(),
      configYaml,
      flags,
    });
    registerEmptyLists(app);
    registerExpositionRoutes(app, expositions);
    app.get('/-/healthy', (_request, reply) => reply.type('text/plain').send('Telltale is healthy.\n'));
    app.get('/-/ready', (_request, reply) => reply.type('text/plain').send('Telltale is ready.\n'));
    app.all('/api/v1/*', refuse);
  };
}

/** What this engine never has, and clients such as Grafana ask for all the same. */
function registerEmptyLists(app: FastifyInstance): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/v1/query_exemplars',
    handler: (_request, reply) => sendData(reply, []),
  });
  app.get('/api/v1/alertmanagers', (_request, reply) =>
    sendData(reply, { activeAlertmanagers: [], droppedAlertmanagers: [] }),
  );
}

/** Forms are read; a body of any other type is passed over, as Prometheus does, and the URL's parameters count. */
function readForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, new URLSearchParams(body as string));
  });
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null);
  });
}

/** What no route took: OPTIONS on any path, a known path by a wrong method, an unknown path. */
function refuse(request: FastifyRequest, reply: FastifyReply) {
  if (request.method === 'OPTIONS') return reply.code(204).header('allow', 'GET, POST, OPTIONS').send();
  const path = request.url.split('?', 1)[0]!;
  const known = ['GET', 'POST'].some((method) => request.server.hasRoute({ method, url: path }));
  if (known) throw new ApiError('method_not_allowed', `${path} does not take ${request.method}`);
  throw new ApiError('not_found', `there is no ${path} in this API`);
}

function sendError(error: FastifyError | ApiError | CodedError, request: FastifyRequest, reply: FastifyReply) {
  const { status, errorType, message } = describe(error);
  if (status === 500) request.log.error(error);
  return reply.code(status).send({ status: 'error', errorType, error: message });
}

function describe(error: FastifyError | ApiError | CodedError): { status: number; errorType: string; message: string } {
  if (error instanceof ApiError) return error;
  if (error instanceof CodedError) return { status: error.status, errorType: error.code, message: error.message };
  const status = error.statusCode ?? 500;
  if (status < 500) return { status, errorType: 'bad_data', message: error.message };
  return { status: 500, errorType: 'internal', message: 'Something went wrong inside Telltale. The log says more.' };
}
