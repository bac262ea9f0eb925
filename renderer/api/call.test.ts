import { describe, expect, it } from 'vitest';
import { ApiError, fetchJson, toApiError, toHttpCall } from './call.ts';

describe('a call of the route table', () => {
  it('fills the path from the request', () => {
    expect(toHttpCall('dashboard', { uid: 'food 11/a' })).toEqual({
      method: 'GET',
      url: '/api/console/dashboards/food%2011%2Fa',
      body: null,
    });
  });

  it('puts the rest of a GET into the query string', () => {
    expect(toHttpCall('predictions', { limit: 24 }).url).toBe('/api/console/predictions?limit=24');
    expect(toHttpCall('predictions', {}).url).toBe('/api/console/predictions');
  });

  it('puts the rest of a POST into a JSON body', () => {
    expect(toHttpCall('startLoadRun', { plan: 'ramp' })).toEqual({
      method: 'POST',
      url: '/api/console/load/runs',
      body: '{"plan":"ramp"}',
    });
  });

  it('needs every part of its path', () => {
    expect(() => toHttpCall('loadRun', {} as { id: string })).toThrow('loadRun needs "id"');
  });
});

describe('fetching', () => {
  it('gives back JSON', async () => {
    await expect(fetchJson('data:application/json,{"a":1}')).resolves.toEqual({ a: 1 });
  });

  it('says so when nothing answers', async () => {
    await expect(fetchJson('http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'unreachable', status: 0 });
  });

  it('passes an abort through as it is', async () => {
    const answer = fetchJson('http://127.0.0.1:1/', { signal: AbortSignal.abort() });
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('refuses a reply that is not JSON', async () => {
    await expect(fetchJson('data:text/html,<html>')).rejects.toBeInstanceOf(ApiError);
  });
});

it('an error of the catalogue keeps its code and its sentence', () => {
  const text = '{"code":"load_run_active","message":"Load run 7 is still going."}';
  expect(toApiError(409, text)).toMatchObject({
    code: 'load_run_active',
    status: 409,
    message: 'Load run 7 is still going.',
  });
});

it("quotes the status of an error that is not in the catalogue's form", () => {
  expect(toApiError(502, 'Bad gateway')).toMatchObject({ code: 'unexpected_reply', status: 502 });
});
