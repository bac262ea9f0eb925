import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { ServiceConfig } from '../shared/index.ts';
import { addAccessCheck } from './access.ts';
import { addDriftRoutes } from './drift/drift-routes.ts';
import type { DriftWatch } from './drift/drift-watch.ts';
import { addDocsRoutes } from './docs-routes.ts';
import { addErrorReplies, replyWithError } from './error-replies.ts';
import { addFaultRoutes } from './fault-routes.ts';
import type { FaultInjector } from './faults.ts';
import { addFeaturesRoute } from './features-route.ts';
import { addHealthRoute } from './health-route.ts';
import { addHttpMetrics } from './http-metrics.ts';
import { addInternalRoutes } from './internal-routes.ts';
import { refuseMalformed } from './malformed-requests.ts';
import { createOpenApi } from './openapi.ts';
import { addPageRoutes } from './page-routes.ts';
import { addPredictRoute } from './predict-route.ts';
import type { Predictor } from './predictor.ts';
import type { PredictionLog } from './prediction-log.ts';
import type { ServiceMetrics } from './service-metrics.ts';
import type { Thumbnails } from './thumbnails.ts';
import type { WorkerPool } from './worker-pool.ts';
import type { ModelManifest } from '../models/index.ts';

export interface AppParts {
  config: ServiceConfig;
  model: ModelManifest;
  predictor: Predictor;
  pool: Pick<WorkerPool, 'submit'>;
  log: PredictionLog;
  thumbnails: Thumbnails;
  drift: DriftWatch | null;
  faults: FaultInjector;
  metrics: ServiceMetrics;
  isReady: () => boolean;
  logger: FastifyBaseLogger;
}

/** Longer than any client takes to send a picture; a sender that dawdles is answered 408. */
const REQUEST_TIMEOUT_MS = 60_000;

/** The service's HTTP side: every route, in the order a reader meets them. Not listening yet. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { config, model, metrics } = parts;
  const app = Fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: REQUEST_TIMEOUT_MS,
    frameworkErrors: replyWithError,
    clientErrorHandler: refuseMalformed,
    routerOptions: { ignoreTrailingSlash: true },
  });
  addErrorReplies(app);
  addHttpMetrics(app, metrics.registry);
  addAccessCheck(app, config.apiKey, config.internalToken);

  await addPredictRoute(app, parts.predictor, parts.faults, config.maxBodyBytes);
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  addHealthRoute(app, model, parts.isReady);
  await addDocsRoutes(app, createOpenApi(model, config.apiKey !== null));
  addPageRoutes(app, model);
  addInternalRoutes(app, parts.log, parts.thumbnails);
  addFeaturesRoute(app, parts.pool, config.maxBodyBytes);
  addDriftRoutes(app, parts.drift);
  addFaultRoutes(app, parts.faults);
  return app;
}
