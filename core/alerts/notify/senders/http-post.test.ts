import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHttpSink, type HttpSink } from '../testing/http-sink.ts';
import { createHttpPost, type HttpPost } from './http-post.ts';

let sink: HttpSink;
let http: HttpPost;
beforeEach(async () => {
  sink = await startHttpSink();
  http = createHttpPost({ timeoutMs: 1_000 });
});
afterEach(async () => {
  await http.close();
  await sink.close();
});

const signal = new AbortController().signal;
const post = (url = `${sink.url}/hook`) => http.post(url, { a: 1 }, { signal });
const host = () => new URL(sink.url).host;

describe('posting to an address', () => {
  it('sends JSON, with a header for those who need one', async () => {
    expect(await http.post(`${sink.url}/hook`, { a: 1 }, { authorization: 'Bearer t', signal })).toEqual({
      ok: true,
      note: null,
    });
    expect(sink.received[0]).toMatchObject({
      path: '/hook',
      body: { a: 1 },
      headers: { 'content-type': 'application/json', authorization: 'Bearer t' },
    });
  });

  it('turns a user and password in the address into a header', async () => {
    await post(sink.url.replace('http://', 'http://me:p%40ss@'));
    expect(sink.received[0]!.headers.authorization).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
  });

  it.each([
    [500, true],
    [503, true],
    [429, true],
    [400, false],
    [401, false],
    [404, false],
  ])('an answer of %d is tried again: %s', async (status, retry) => {
    sink.answer = (response) => void response.writeHead(status).end('invalid\n\u0007payload');
    const outcome = await post();
    expect(outcome).toMatchObject({ ok: false, retry });
    expect(outcome.note).toMatch(new RegExp(`^${host()} answered ${status} .*: invalid payload$`));
  });

  it('hears how long to wait', async () => {
    sink.answer = (response) => void response.writeHead(429, { 'retry-after': '120' }).end();
    expect(await post()).toMatchObject({ retry: true, retryAfterMs: 120_000 });
  });

  it('does not follow a redirect, and names no more of it than its host', async () => {
    const other = await startHttpSink();
    sink.answer = (response) => void response.writeHead(307, { location: `${other.url}/secret-token` }).end();
    const outcome = await http.post(sink.url, {}, { authorization: 'Bearer t', signal });
    expect(outcome).toMatchObject({ ok: false, retry: false });
    expect(outcome.note).toContain(`points to ${other.url}. Redirects are not followed`);
    expect(other.received).toEqual([]);
    await other.close();
  });

  it('reads no more of an endless answer than it quotes', async () => {
    sink.answer = (response) => {
      response.writeHead(500);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    };
    const outcome = await post();
    expect(outcome.ok).toBe(false);
    expect(outcome.note!.length).toBeLessThan(300);
  });

  it('gives up on one that never answers, in time, and tries it again', async () => {
    sink.answer = () => {};
    expect(await post()).toEqual({ ok: false, retry: true, note: `${host()} did not answer within 1 s.` });
  });

  it('says when nothing listens, the name is not known, or what answers is no HTTP', async () => {
    const { url } = sink;
    await sink.close();
    expect(await post(url)).toEqual({ ok: false, retry: true, note: `Nothing listens at ${new URL(url).host}.` });
    expect((await post('http://no-such-host.invalid/')).note).toMatch(/no-such-host\.invalid/);
    const chatter = createServer((socket) => socket.end('hello\r\n')).listen(0, '127.0.0.1');
    await new Promise((resolve) => chatter.once('listening', resolve));
    const { port } = chatter.address() as { port: number };
    expect(await post(`http://127.0.0.1:${port}`)).toMatchObject({ ok: false, retry: true });
    chatter.close();
  });

  it('ends at once when Telltale stops', async () => {
    sink.answer = () => {};
    const stop = new AbortController();
    const outcome = http.post(sink.url, {}, { signal: stop.signal });
    await expect.poll(() => sink.received.length).toBe(1);
    stop.abort();
    expect(await outcome).toMatchObject({ ok: false, retry: true });
  });
});
