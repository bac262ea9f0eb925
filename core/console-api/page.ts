import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { CodedError } from '../shared/index.ts';

/**
 * What the page may do: load what this console serves, talk to this console, show pictures it made itself. The nonce
 * is for style sheets that the query editor adds. Frames: user interfaces of the managed containers, while they are up.
 */
const policy = (nonce: string, frames: readonly string[]) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    `frame-src ${frames.length > 0 ? frames.join(' ') : "'none'"}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

export interface PageOptions {
  /** Folder of the built page. */
  rendererDir: string;
  /** Folder of the shipped pictures, served under /images/. */
  imagesDir: string;
  /** Origins that may be framed now. */
  frameOrigins(): string[];
}

/** Serves the built page: its files by name, index.html for every other path that is no API. */
export async function servePage(app: FastifyInstance, options: PageOptions): Promise<void> {
  const { rendererDir, imagesDir } = options;
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('cross-origin-resource-policy', 'same-origin');
  });
  await app.register(fastifyStatic, {
    root: join(rendererDir, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
  });
  await app.register(fastifyStatic, {
    root: imagesDir,
    prefix: '/images/',
    decorateReply: false,
    maxAge: '1h',
    index: false,
  });
  app.get('/', (_request, reply) => sendIndex(reply, options));
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    const isApi = /^\/(api|assets|images)\//.test(request.url);
    if (isPage && !isApi) return sendIndex(reply, options);
    throw new CodedError('not_found', { what: `${request.method} ${request.url.split('?', 1)[0]} on this console` });
  });
}

async function sendIndex(reply: FastifyReply, { rendererDir, frameOrigins }: PageOptions): Promise<FastifyReply> {
  const frames = frameOrigins();
  const html = await readFile(join(rendererDir, 'index.html'), 'utf8');
  const nonce = randomBytes(16).toString('base64');
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', policy(nonce, frames))
    .send(html.replaceAll('%CSP_NONCE%', nonce).replaceAll('%FRAMES%', frames.join(' ')));
}
