import { describe, expect, it } from 'vitest';
import { Faults, type PredictReply } from '../shared/index.ts';
import { evenOut } from './faults.ts';
import { INTERNAL_TOKEN, base64, json, plain, useService, withImage } from './testdata/running-service.ts';

const service = useService();

const tell = (faults: unknown) =>
  fetch(`${service.url}/internal/faults`, {
    method: 'PUT',
    headers: { ...json, authorization: `Bearer ${INTERNAL_TOKEN}` },
    body: JSON.stringify(faults),
  });

const predict = async (signal?: AbortSignal) => {
  const body = withImage(base64(await plain('#00ff00')));
  return fetch(`${service.url}/predict`, { method: 'POST', headers: json, body, signal: signal ?? null });
};

const counted = async (pattern: RegExp) =>
  Number(pattern.exec(await (await fetch(`${service.url}/metrics`)).text())?.[1] ?? Number.NaN);
const failures = () => counted(/^http_requests_total\{handler="\/predict",method="POST",status="5xx"\} (\S+)$/m);

describe('faults', () => {
  it('fail the share asked for with a 500 that says so, counted as any failure is', async () => {
    const before = await failures();
    expect(await (await tell({ failureShare: 1 })).json()).toEqual({ faults: Faults.parse({ failureShare: 1 }) });
    const reply = await predict();
    expect(reply.status).toBe(500);
    expect(await reply.json()).toMatchObject({ code: 'fault_injected' });
    await expect.poll(failures).toBe(before + 1);
    expect(await counted(/^injected_faults_total\{kind="failure"\} (\S+)$/m)).toBe(1);
    await tell({});
    expect((await predict()).status).toBe(200);
  });

  it('hold predictions up, and let go of those whose client left', async () => {
    await tell({ delayMs: { least: 300, most: 300 } });
    const begun = performance.now();
    expect((await predict()).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThan(290);

    await tell({ delayMs: { least: 10_000, most: 10_000 } });
    const inProgress = () => counted(/^http_requests_inprogress (\S+)$/m);
    const leave = new AbortController();
    const left = predict(leave.signal).catch(() => 'left');
    await expect.poll(inProgress).toBe(2);
    leave.abort();
    expect(await left).toBe('left');
    await expect.poll(inProgress).toBe(1);
    await tell({});
  });

  it('keep confidence down without changing what is predicted', async () => {
    const sure = (await (await predict()).json()) as PredictReply;
    await tell({ confidenceLimit: 0.4 });
    const unsure = (await (await predict()).json()) as PredictReply;
    expect(sure.probability).toBeGreaterThan(0.4);
    expect(unsure.prediction).toBe(sure.prediction);
    expect(unsure.probability).toBeCloseTo(0.4, 10);
    await tell({});
  });

  it('are refused where they make no sense, and are nobody else\u2019s business', async () => {
    expect((await tell({ failureShare: 2 })).status).toBe(400);
    expect((await fetch(`${service.url}/internal/faults`)).status).toBe(403);
  });
});

describe('probabilities that are evened out', () => {
  it('keep their order and their sum', () => {
    const evened = evenOut(Float64Array.of(0.7, 0.2, 0.1), 0.5);
    expect(evened[0]).toBeCloseTo(0.5, 12);
    expect(evened[1]).toBeGreaterThan(evened[2]!);
    expect(evened.reduce((sum, each) => sum + each)).toBeCloseTo(1, 12);
  });

  it('are left alone below the limit, and never fall below the uniform distribution', () => {
    const unsure = Float64Array.of(0.5, 0.5);
    expect(evenOut(unsure, 0.6)).toBe(unsure);
    expect([...evenOut(Float64Array.of(0.9, 0.1), 0)]).toEqual([0.5, 0.5]);
  });
});
