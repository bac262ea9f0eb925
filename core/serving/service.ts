import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { loadModelPackage } from '../models/index.ts';
import { CodedError, reasonOf, type ServiceConfig } from '../shared/index.ts';
import { createApp } from './app.ts';
import { createDriftMetrics } from './drift/drift-metrics.ts';
import { createDriftWatch } from './drift/drift-watch.ts';
import { createFaultInjector } from './faults.ts';
import { createPredictionLog } from './prediction-log.ts';
import { createPredictor, type OnOutputs } from './predictor.ts';
import { createServiceMetrics } from './service-metrics.ts';
import { createThumbnails } from './thumbnails.ts';
import { createWorkerPool } from './worker-pool.ts';

export interface RunningService {
  /** Origin, e.g. http://127.0.0.1:8000 */
  url: string;
  /** Answers what is in flight, for at most the grace period, then ends everything. */
  stop(): Promise<void>;
}

const LOG_CAPACITY = 20_000;
/** Below the three seconds the monitor allows before it kills. */
const GRACE_MS = 2_000;
const SWEEP_MS = 50;

/**
 * Starts the whole service in this process: it listens first (a taken port shows at once, and /health can say "not
 * yet"), then loads the model in every worker. Throws `bad_model_package`, `port_taken`, `cannot_listen`.
 */
export async function startService(
  config: ServiceConfig,
  { onOutputs = null, workerUrl }: { onOutputs?: OnOutputs | null; workerUrl?: URL } = {},
): Promise<RunningService> {
  if (config.apiKey === null && !isLoopback(config.host)) {
    const reason = 'this address is reachable from outside, so an API key is needed';
    throw new CodedError('cannot_listen', { address: config.host, reason });
  }
  const logger = pino({ level: config.logLevel, name: 'service' }, pino.destination(2));
  const model = await loadModelPackage(config.modelDir);
  const { manifest } = model;

  const log = createPredictionLog(LOG_CAPACITY);
  const thumbnails = createThumbnails();
  const metrics = createServiceMetrics(manifest.labels, () => pool.queueLength());
  const faults = createFaultInjector({ maxWaiting: config.maxWaiting, registry: metrics.registry });
  const pool = createWorkerPool({
    workers: config.workers,
    maxWaiting: config.maxWaiting,
    setup: { model, maxImagePixels: config.maxImagePixels },
    ...(workerUrl ? { workerUrl } : {}),
    onCrash: (reason) => {
      metrics.countCrash();
      logger.error(`an inference worker died and is replaced: ${reason}`);
    },
  });
  const driftMetrics = createDriftMetrics(metrics.registry, manifest);
  const drift =
    config.driftDir === undefined
      ? null
      : createDriftWatch({ model, dir: config.driftDir, metrics: driftMetrics, logger });
  const watchOutputs: OnOutputs = (id, timeMs, outputs) => {
    onOutputs?.(id, timeMs, outputs);
    // The buffer goes to the drift worker, unless somebody else was given it as well.
    const ours = onOutputs === null ? outputs : { ...outputs, features: outputs.features.slice() };
    drift?.take(id, timeMs, ours, thumbnails.has(id));
  };
  const predictor = createPredictor({
    model: manifest,
    pool,
    log,
    thumbnails,
    metrics,
    onOutputs: watchOutputs,
    faults,
  });
  const { isReady } = pool;
  const app = await createApp({
    config,
    model: manifest,
    predictor,
    pool,
    log,
    thumbnails,
    drift,
    faults,
    metrics,
    isReady,
    logger,
  });

  const stop = async () => {
    // A connection that was busy when the server closed is kept alive after its answer; it must not hold us up.
    const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS);
    const cut = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
    await app.close().finally(() => {
      clearInterval(sweep);
      clearTimeout(cut);
    });
    await Promise.all([pool.stop(), drift?.stop()]);
  };

  try {
    const url = await listen(app, config);
    await pool.start();
    // Only now: making the detector must not keep the model waiting.
    drift?.start();
    logger.info(`${manifest.title} ${manifest.version} answers at ${url} with ${config.workers} workers`);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listen(app: FastifyInstance, { host, port }: ServiceConfig): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new CodedError('port_taken', { port, owner: 'another program' }, { cause: error });
    }
    throw new CodedError('cannot_listen', { address: `${host}:${port}`, reason: reasonOf(error) }, { cause: error });
  }
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
