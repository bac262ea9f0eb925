import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import type { createOpenApi } from './openapi.ts';

/** Swagger UI brings its own scripts and styles and talks to nobody but this service. */
const DOCS_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** /openapi.json, and Swagger UI at /docs: "Try it out" works offline, as everything it loads is served from here. */
export async function addDocsRoutes(app: FastifyInstance, document: ReturnType<typeof createOpenApi>): Promise<void> {
  app.get('/openapi.json', () => document);
  await app.register(swagger, { mode: 'static', specification: { document: document as never } });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: DOCS_CSP,
    theme: { title: document.info.title },
    uiConfig: { layout: 'BaseLayout', deepLinking: false, tryItOutEnabled: true, displayRequestDuration: true },
  });
}
