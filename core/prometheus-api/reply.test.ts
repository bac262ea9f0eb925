import compress from '@fastify/compress';
import fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { listPieces, sendData, sendPieces } from './reply.ts';

let app = fastify({ forceCloseConnections: true });
afterEach(async () => {
  await app.close();
  app = fastify({ forceCloseConnections: true });
});

const line = 'x'.repeat(1000);
/** About a thousand bytes a number. */
const many = (count: number) => listPieces(Array.from({ length: count }).keys(), (i) => JSON.stringify(`${i} ${line}`));

describe('a reply', () => {
  it('of modest size is sent whole, with its length and without empty remarks', async () => {
    app.get('/', (_request, reply) => sendData(reply, { a: 1 }, { warnings: [], infos: ['mind this'] }));
    const reply = await app.inject('/');
    expect(reply.body).toBe('{"status":"success","data":{"a":1},"infos":["mind this"]}');
    expect(reply.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(reply.body.length),
    });
  });

  it('of large size is streamed, and reads the same', async () => {
    app.get('/', (_request, reply) => sendPieces(reply, many(2000), { warnings: ['large'] }));
    const reply = await app.inject('/');
    expect(reply.headers['content-length']).toBeUndefined();
    const { data, warnings } = reply.json<{ data: string[]; warnings: string[] }>();
    expect(data).toHaveLength(2000);
    expect(data.at(-1)).toBe(`1999 ${line}`);
    expect(warnings).toEqual(['large']);
  });

  it('is compressed by a host that compresses', async () => {
    await app.register(compress, { encodings: ['gzip'], threshold: 1024 });
    app.get('/', (_request, reply) => sendPieces(reply, many(500)));
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    const response = await fetch(origin, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(((await response.json()) as { data: string[] }).data).toHaveLength(500);
  });

  it('that is long lets other work run while it is written', async () => {
    let turns = 0;
    function* slow() {
      for (let i = 0; i < 40; i++) {
        const until = performance.now() + 5;
        while (performance.now() < until);
        yield (i === 0 ? '[' : ',') + JSON.stringify('y'.repeat(70_000));
      }
      yield ']';
    }
    app.get('/', (_request, reply) => sendPieces(reply, slow()));
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    const counter = setInterval(() => turns++, 1);
    await (await fetch(origin)).text();
    clearInterval(counter);
    expect(turns).toBeGreaterThan(8); // 200 ms of writing in 40 parts
  });

  it('is written no further when the client has gone', async () => {
    let written = 0;
    let ended = false;
    function* endless() {
      try {
        yield '["start"';
        for (;;) {
          written++;
          yield `,${JSON.stringify(line)}`;
        }
      } finally {
        ended = true;
      }
    }
    app.get('/', (_request, reply) => sendPieces(reply, endless()));
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    const leaving = new AbortController();
    const response = await fetch(origin, { signal: leaving.signal });
    await response.body!.getReader().read();
    leaving.abort();
    await expect.poll(() => ended).toBe(true);
    expect(written).toBeLessThan(100_000);
  });
});
