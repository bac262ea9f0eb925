import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Counter, Gauge, Histogram, Summary, type Registry } from 'prom-client';

/** Of the accurate histogram, and of the coarse one by handler: the tutorial's, literally. */
const ACCURATE_BUCKETS = [
  0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 7.5, 10, 30, 60,
];
const COARSE_BUCKETS = [0.1, 0.5, 1];
/** About ten to a decade below 100 ms, where this service lives, so that a quantile is not a guess within a bucket. */
const FINE_BUCKETS = [
  0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.008, 0.01, 0.0125, 0.015, 0.0175, 0.02, 0.025, 0.03, 0.035, 0.04, 0.05,
  0.06, 0.075, 0.1, 0.125, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2.5, 5, 10,
];

/** Nginx's status for a client that left before its answer; grouped with 4xx. */
const CLIENT_GONE = 499;

/**
 * Counts and times every request under the names, labels and HELP texts of prometheus-fastapi-instrumentator, trailing
 * spaces included, so that dashboards made for the tutorial's service fit this one. `handler` is the route's template,
 * `none` where there is no route; what is under /internal is not counted.
 */
export function addHttpMetrics(app: FastifyInstance, registry: Registry): void {
  const registers = [registry];
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Total number of requests by method, status and handler.',
    labelNames: ['handler', 'method', 'status'],
    registers,
  });
  const requestSize = new Summary({
    name: 'http_request_size_bytes',
    help: 'Content length of incoming requests by handler. Only value of header is respected. Otherwise ignored. No percentile calculated. ',
    labelNames: ['handler'],
    percentiles: [],
    registers,
  });
  const responseSize = new Summary({
    name: 'http_response_size_bytes',
    help: 'Content length of outgoing responses by handler. Only value of header is respected. Otherwise ignored. No percentile calculated. ',
    labelNames: ['handler'],
    percentiles: [],
    registers,
  });
  const accurate = new Histogram({
    name: 'http_request_duration_highr_seconds',
    help: 'Latency with many buckets but no API specific labels. Made for more accurate percentile calculations. ',
    buckets: ACCURATE_BUCKETS,
    registers,
  });
  const coarse = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Latency with only few buckets by handler. Made to be only used if aggregation by handler is important. ',
    labelNames: ['handler', 'method'],
    buckets: COARSE_BUCKETS,
    registers,
  });
  const fine = new Histogram({
    name: 'http_request_duration_fine_seconds',
    help: 'Latency by handler, with buckets fine enough for percentiles below 100 ms.',
    labelNames: ['handler', 'method'],
    buckets: FINE_BUCKETS,
    registers,
  });
  const inProgress = new Gauge({
    name: 'http_requests_inprogress',
    help: 'Number of HTTP requests in progress.',
    registers,
  });
  // Born at 0, or rate() would never see the first error of its kind.
  for (const status of ['2xx', '4xx', '5xx']) requests.inc({ handler: '/predict', method: 'POST', status }, 0);

  const record = (request: FastifyRequest, reply: FastifyReply, startMs: number) => {
    const handler = handlerOf(request);
    const method = request.method;
    const code = reply.raw.writableFinished ? reply.statusCode : CLIENT_GONE;
    const seconds = (performance.now() - startMs) / 1000;
    inProgress.dec();
    requests.inc({ handler, method, status: `${Math.floor(code / 100)}xx` });
    requestSize.observe({ handler }, lengthOf(request.headers['content-length']));
    responseSize.observe({ handler }, lengthOf(reply.getHeader('content-length')));
    accurate.observe(seconds);
    coarse.observe({ handler, method }, seconds);
    fine.observe({ handler, method }, seconds);
  };

  app.addHook('onRequest', (request, reply, done) => {
    if (!request.url.startsWith('/internal/')) {
      const startMs = performance.now();
      inProgress.inc();
      // 'close' comes after every response and also when the client hangs up, which fastify's onResponse misses.
      reply.raw.once('close', () => record(request, reply, startMs));
    }
    done();
  });
}

const lengthOf = (header: unknown): number => Number(header ?? 0) || 0;

/** A wrong method on a known path counts for that path, although no route of the framework answered it. */
const handlerOf = (request: FastifyRequest): string => request.knownPath ?? request.routeOptions.url ?? 'none';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set when the path is known but not with this method. */
    knownPath: string | null;
  }
}
