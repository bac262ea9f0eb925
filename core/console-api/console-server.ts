import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import fastify, { type FastifyBaseLogger, type FastifyPluginAsync, LogController } from 'fastify';
import { CodedError, type ConsoleEvent, type Service, toErrorReply } from '../shared/index.ts';
import type { EventHub } from './event-hub.ts';
import { guardConsole } from './gate.ts';
import { forwardQueries } from './managed-queries.ts';
import { type PageOptions, servePage } from './page.ts';
import { proxyService, type ServiceAccess } from './service-proxy.ts';
import { type Handlers, registerTable } from './table.ts';
import { bodyError, readJsonBodies } from './json-body.ts';

const BODY_LIMIT = 10_000_000;

export interface ConsoleServerOptions {
  /** First port to try; a taken one moves on to the next. 0 lets the system choose. */
  port: number;
  token: string;
  page: PageOptions;
  handlers: Handlers;
  service: ServiceAccess;
  maxBodyBytes: number;
  events: EventHub;
  /** What a page that just connected is told first. */
  greeting(): ConsoleEvent[];
  /** Prometheus's HTTP API over the embedded engine. */
  prometheusApi: FastifyPluginAsync;
  /** Calls that answer something else than JSON, each with its own route. */
  files?: readonly FastifyPluginAsync[];
  /** Where queries are answered instead of by the embedded engine; null when that is to answer. */
  managedPrometheus(): { url: string | null } | null;
  log: FastifyBaseLogger;
}

export interface ConsoleServer extends Service {
  /** Origin, e.g. http://127.0.0.1:4400; known once started. */
  origin(): string;
}

const portsToTry = 100;

/** The console's HTTP server on loopback: the page, its API, the event stream and Prometheus's API, behind the gate. */
export function createConsoleServer(options: ConsoleServerOptions): ConsoleServer {
  const {
    port,
    token,
    page,
    handlers,
    service,
    maxBodyBytes,
    events,
    greeting,
    prometheusApi,
    files = [],
    log,
  } = options;
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 500 },
  });
  let origin = '';

  app.setErrorHandler((thrown: Error & { statusCode?: number; code?: string }, request, reply) => {
    const error = bodyError(thrown, request.routeOptions.bodyLimit ?? BODY_LIMIT) ?? thrown;
    if (!(error instanceof CodedError) && (error.statusCode ?? 500) < 500) {
      return reply.code(error.statusCode ?? 400).send({ code: 'bad_request', message: error.message });
    }
    const { status, ...body } = toErrorReply(error);
    if (status >= 500 && body.code === 'internal') request.log.error(error);
    return reply.code(status).send(body);
  });

  async function build() {
    await app.register(cookie);
    // Over loopback the fastest level wins: a large query result spends four times as long in the default one.
    await app.register(compress, { encodings: ['gzip', 'identity'], threshold: 1024, zlibOptions: { level: 1 } });
    guardConsole(app, token);
    readJsonBodies(app);
    registerTable(app, handlers);
    proxyService(app, service, maxBodyBytes);
    app.get('/api/console/events', (_request, reply) => {
      reply.hijack();
      events.attach(reply.raw, greeting());
    });
    forwardQueries(app, options.managedPrometheus);
    await app.register(prometheusApi);
    for (const plugin of files) await app.register(plugin);
    await servePage(app, page);
  }

  async function listen(): Promise<string> {
    for (let attempt = port; ; attempt++) {
      try {
        return await app.listen({ host: '127.0.0.1', port: attempt });
      } catch (error) {
        const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
        if (!taken || attempt === 0 || attempt >= port + portsToTry) throw error;
      }
    }
  }

  return {
    name: 'console',
    origin: () => origin,
    async start() {
      await build();
      origin = await listen();
      if (port !== 0 && !origin.endsWith(`:${port}`)) log.warn(`Port ${port} is taken; the console is at ${origin}`);
    },
    async stop() {
      events.close();
      await app.close();
    },
  };
}
