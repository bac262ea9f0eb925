import type { FastifyInstance } from 'fastify';
import type { ModelManifest } from '../models/index.ts';
import { uploadPageScript } from './upload-page-script.ts';
import { uploadPageStyle } from './upload-page-style.ts';
import { PAGE_CSP, uploadPage } from './upload-page.ts';

/** The upload page at / and the two files it loads. */
export function addPageRoutes(app: FastifyInstance, model: ModelManifest): void {
  const files = {
    '/': { type: 'text/html; charset=utf-8', text: uploadPage(model) },
    '/page/style.css': { type: 'text/css; charset=utf-8', text: uploadPageStyle },
    '/page/script.js': { type: 'text/javascript; charset=utf-8', text: uploadPageScript },
  };
  for (const [path, { type, text }] of Object.entries(files)) {
    app.get(path, (_request, reply) =>
      reply
        .type(type)
        .header('content-security-policy', PAGE_CSP)
        .header('x-content-type-options', 'nosniff')
        .header('referrer-policy', 'no-referrer')
        .send(text),
    );
  }
}
