import { describe, expect, it } from 'vitest';
import { PredictionLogPage, type PredictReply } from '../shared/index.ts';
import { INTERNAL_TOKEN, base64, json, plain, useService, withImage } from './testdata/running-service.ts';

const service = useService();

const internal = (path: string) =>
  fetch(`${service.url}/internal/${path}`, { headers: { authorization: `Bearer ${INTERNAL_TOKEN}` } });

describe('what the monitor pulls', () => {
  it('is the log of predictions, by cursor, and thumbnails of some', async () => {
    const before = PredictionLogPage.parse(await (await internal('predictions')).json());
    await new Promise((resolve) => setTimeout(resolve, 120));
    const body = withImage(base64(await plain('#00ff00')));
    const response = await fetch(`${service.url}/predict`, { method: 'POST', headers: json, body });
    const reply = (await response.json()) as PredictReply;
    const page = PredictionLogPage.parse(await (await internal(`predictions?after=${before.next}&limit=10`)).json());
    expect(page.epoch).toBe(before.epoch);
    expect(page.records).toEqual([
      expect.objectContaining({
        id: reply.prediction_id,
        model: 'tiny',
        modelVersion: '3',
        classIndex: 1,
        label: 'green',
      }),
    ]);
    const thumbnail = await internal(`predictions/${reply.prediction_id}/thumbnail`);
    expect(thumbnail.headers.get('content-type')).toBe('image/jpeg');
    expect((await internal('predictions/none/thumbnail')).status).toBe(404);
    expect((await internal('predictions?limit=0')).status).toBe(400);
  });

  it('is nobody else\u2019s business', async () => {
    expect((await fetch(`${service.url}/internal/predictions`)).status).toBe(403);
    const wrong = { authorization: 'Bearer wrong-token-of-somebody' };
    expect((await fetch(`${service.url}/internal/predictions`, { headers: wrong })).status).toBe(403);
  });
});
