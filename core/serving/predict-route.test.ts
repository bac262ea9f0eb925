import { beforeAll, describe, expect, it } from 'vitest';
import { PredictReply } from '../shared/index.ts';
import { base64, json, plain, useService, withImage, type Body } from './testdata/running-service.ts';

const handedOn: { id: string; features: number[]; probabilities: number }[] = [];
const service = useService((id, _timeMs, { features, probabilities }) =>
  handedOn.push({ id, features: [...features], probabilities: probabilities.length }),
);
let green: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  green = await plain('#00ff00');
});

const post = (body: Body, headers: Record<string, string> = json, query = '') =>
  fetch(`${service.url}/predict${query}`, { method: 'POST', headers, body });

describe('POST /predict', () => {
  it('answers the tutorial clients as the tutorial does, and says which prediction it was', async () => {
    const response = await post(withImage(base64(green)));
    expect(response.status).toBe(200);
    const reply = PredictReply.strict().parse(await response.json());
    expect(reply).toMatchObject({ prediction: 'green', model: 'tiny', model_version: '3' });
    expect(reply.probability).toBeCloseTo(1 / (1 + 2 * Math.exp(-10)), 9);
  });

  it('takes a data URL, the bytes themselves and a file of a form alike', async () => {
    const form = new FormData();
    form.append('note', 'any other field');
    form.append('file', new Blob([green], { type: 'image/png' }), 'green.png');
    const replies = await Promise.all([
      post(withImage(`data:image/png;base64,${base64(green)}`)),
      post(green, { 'content-type': 'image/png' }),
      post(green, { 'content-type': 'image/jpeg' }),
      fetch(`${service.url}/predict/`, { method: 'POST', body: form }),
    ]);
    for (const reply of replies) expect(await reply.json()).toMatchObject({ prediction: 'green' });
  });

  it('lists as many classes as are asked for, likeliest first', async () => {
    const red = await plain('#ff3300');
    const reply = await (await post(withImage(base64(red)), json, '?top=2')).json();
    expect(reply).toMatchObject({ probabilities: [{ label: 'red' }, { label: 'green' }] });
  });

  it('hands what the model gave for every prediction on', async () => {
    const { prediction_id: id } = (await (await post(withImage(base64(green)))).json()) as PredictReply;
    expect(handedOn.at(-1)).toEqual({ id, features: [0, 1, 0], probabilities: 3 });
  });
});
