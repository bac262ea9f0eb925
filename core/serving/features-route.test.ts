import { beforeAll, describe, expect, it } from 'vitest';
import { INTERNAL_TOKEN, plain, useService } from './testdata/running-service.ts';

const handedOn: string[] = [];
const service = useService((id) => handedOn.push(id));
let green: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  green = await plain('#00ff00');
});

const authorization = `Bearer ${INTERNAL_TOKEN}`;
const post = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = { authorization }) =>
  fetch(`${service.url}/internal/features`, {
    method: 'POST',
    headers: { 'content-type': 'image/png', ...headers },
    body,
  });

describe('the features of a picture', () => {
  it('are answered without a prediction: nothing is logged, counted or watched', async () => {
    const { features, probabilities } = (await (await post(green)).json()) as Record<string, number[]>;
    expect(features).toEqual([0, 1, 0]);
    expect(probabilities![1]).toBeCloseTo(1 / (1 + 2 * Math.exp(-10)), 9);
    expect(handedOn).toEqual([]);
    const log = await fetch(`${service.url}/internal/predictions`, { headers: { authorization } });
    expect(await log.json()).toMatchObject({ records: [] });
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toContain('predicted_class_total{class_name="green"} 0');
    expect(metrics).not.toContain('/internal/features');
  });

  it('are for the monitor alone, and of pictures alone', async () => {
    expect((await post(green, {})).status).toBe(403);
    const refused = await post(new TextEncoder().encode('no picture'));
    expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'not_an_image' }]);
  });

  it('are worked out two at a time: more are told to come again', async () => {
    const replies = await Promise.all(Array.from({ length: 8 }, () => post(green)));
    const statuses = replies.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(2);
    expect(statuses.every((status) => status === 200 || status === 503)).toBe(true);
    expect((await post(green)).status).toBe(200);
  });
});
