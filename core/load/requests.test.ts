import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareRequests } from './requests.ts';
import { planOf, taskOf } from './test-target.ts';

let folder: string;
let picture: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'telltale-requests-'));
  picture = join(folder, 'plate.jpg');
  writeFileSync(picture, 'not really a picture');
});
afterAll(() => rmSync(folder, { recursive: true }));

const mix = [
  { weight: 10, payload: { kind: 'images' as const, set: 'test' as const } },
  { weight: 2, payload: { kind: 'undecodable' as const } },
  { weight: 3, payload: { kind: 'empty' as const } },
  { weight: 1, payload: { kind: 'health' as const } },
];
const prepare = async (target?: object) => {
  const plan = planOf([[1, 100]], { mix, ...(target ? { target: target as never } : {}) });
  const parts = await prepareRequests(taskOf('http://127.0.0.1:1', plan, [[picture, picture], [], [], []]));
  return parts.map(({ weight, requests }) => [
    weight,
    ...requests.map(({ method, path, body }) => `${method} ${path} ${body?.toString() ?? '-'}`),
  ]);
};
const image = Buffer.from('not really a picture').toString('base64');

describe('the requests of a plan', () => {
  it('are pictures as JSON, wrong bodies and health checks of the service', async () => {
    expect(await prepare()).toEqual([
      [10, `POST /predict {"image":"${image}"}`, `POST /predict {"image":"${image}"}`],
      [2, 'POST /predict {"image":"bad data"}'],
      [3, 'POST /predict {}'],
      [1, 'GET /health -'],
    ]);
  });

  it('go to the path and by the method of a target of the user, a GET without a body', async () => {
    const [pictures] = await prepare({ kind: 'url', url: 'http://127.0.0.1:9/v2/infer?x=1', method: 'PUT' });
    expect(pictures![1]).toBe(`PUT /v2/infer?x=1 {"image":"${image}"}`);
    const got = await prepare({ kind: 'url', url: 'http://127.0.0.1:9/', method: 'GET' });
    expect(got.map(([, first]) => first)).toEqual(['GET / -', 'GET / -', 'GET / -', 'GET /health -']);
  });

  it('keep a picture that is listed twice once in memory', async () => {
    const [part] = await prepareRequests(taskOf('http://127.0.0.1:1', planOf([[1, 100]]), [[picture, picture]]));
    expect(part!.requests[0]!.body).toBe(part!.requests[1]!.body);
  });

  it('cannot be prepared without the picture', async () => {
    const missing = join(folder, 'eaten.jpg');
    await expect(prepareRequests(taskOf('http://127.0.0.1:1', planOf([[1, 100]]), [[missing]]))).rejects.toThrow(
      missing,
    );
  });
});
