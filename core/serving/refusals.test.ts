import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ErrorReply } from '../shared/index.ts';
import { json, plain, useService, withImage, type Body } from './testdata/running-service.ts';

const service = useService();

const post = (body: Body, headers: Record<string, string> = json, query = '') =>
  fetch(`${service.url}/predict${query}`, { method: 'POST', headers, body });

describe('a request that cannot be answered', () => {
  const refusal = async (response: Response) => ({
    status: response.status,
    ...ErrorReply.parse(await response.json()),
  });

  it('gets 422 and FastAPI\u2019s detail for a body without the field', async () => {
    const reply = await refusal(await post('{}'));
    const detail = [{ type: 'missing', loc: ['body', 'image'], msg: 'Field required', input: {} }];
    expect(reply).toMatchObject({ status: 422, code: 'invalid_body', detail });
  });

  it.each([
    { what: 'text that is not base64', body: withImage('bad data'), status: 400, code: 'not_base64' },
    { what: 'base64 that is no image', body: withImage('aGVsbG8='), status: 422, code: 'not_an_image' },
    { what: 'a field that is no text', body: withImage(5), status: 422, code: 'invalid_body' },
    { what: 'no JSON', body: 'image=1', status: 422, code: 'invalid_body' },
    { what: 'an empty body', body: '', status: 422, code: 'invalid_body' },
  ])('gets $status for $what, and a list that says where', async ({ body, status, code }) => {
    const issue = expect.objectContaining({ loc: expect.arrayContaining(['body']), msg: expect.any(String) });
    expect(await refusal(await post(body))).toMatchObject({ status, code, detail: [issue] });
  });

  it('gets 415 for a content type that is not understood, 422 for a form without a file', async () => {
    expect(await refusal(await post('x', { 'content-type': 'text/plain' }))).toMatchObject({ status: 415 });
    expect(await refusal(await post('x', { 'content-type': 'image/gif' }))).toMatchObject({ status: 415 });
    const form = new FormData();
    form.append('file', 'text, not a file');
    expect(await refusal(await post(form, {}))).toMatchObject({ status: 422, code: 'invalid_body' });
    expect(await refusal(await post('x', { 'content-type': 'multipart/form-data' }))).toMatchObject({ status: 422 });
  });

  it('gets 422 for a silly number of classes', async () => {
    for (const top of ['0', '-1', 'many', '']) {
      expect(await refusal(await post(withImage('x'), json, `?top=${top}`))).toMatchObject({ status: 422 });
    }
  });

  it('gets 413 for too many pixels, told from the header', async () => {
    const wide = await plain('#ffffff', 100_001);
    const reply = await refusal(await post(wide, { 'content-type': 'image/png' }));
    expect(reply).toMatchObject({
      status: 413,
      code: 'image_too_large',
      detail: { pixels: 1_000_010, limit: 1_000_000 },
    });
  });

  it.each([
    { how: 'announced', headers: { 'content-length': '300000' }, chunk: (data: string) => data },
    {
      how: 'in chunks',
      headers: { 'transfer-encoding': 'chunked' },
      chunk: (data: string) => `${data.length.toString(16)}\r\n${data}\r\n0\r\n\r\n`,
    },
  ])('gets 413 for too many bytes $how, and can go on with the same connection', async ({ headers, chunk }) => {
    const { port } = new URL(service.url);
    const socket = connect(Number(port), '127.0.0.1');
    const lines = (all: Record<string, string>) => Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    const head = (method: string, path: string, more: Record<string, string>) =>
      [`${method} ${path} HTTP/1.1`, ...lines({ host: 'x', ...more }), '', ''].join('\r\n');
    socket.write(head('POST', '/predict', { 'content-type': 'application/json', ...headers }));
    socket.write(chunk('x'.repeat(300_000)));
    socket.write(head('GET', '/health', { connection: 'close' }));
    const answers = await text(socket);
    expect(answers).toMatch(/^HTTP\/1\.1 413 /);
    expect(answers).toContain('body_too_large');
    expect(answers).toContain('HTTP/1.1 200 OK');
  });

  it('gets 413 for a file of a form that is too large', async () => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(300_000)]), 'large.png');
    expect(await refusal(await post(form, {}))).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  it('gets 404 and 405 in the same words', async () => {
    expect(await refusal(await fetch(`${service.url}/nothing`))).toMatchObject({ status: 404, code: 'not_found' });
    const wrong = await fetch(`${service.url}/predict`);
    expect(wrong.headers.get('allow')).toBe('POST');
    expect(await refusal(wrong)).toMatchObject({ status: 405, code: 'method_not_allowed' });
    expect(await refusal(await fetch(`${service.url}/%zz`))).toMatchObject({ status: 400, code: 'bad_request' });
  });

  it('gets 400 when it is no HTTP at all', async () => {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    socket.write('HELLO?\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"bad_request"');
  });
});
