import fastify from 'fastify';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RenderDashboard } from './capture.ts';
import { dashboardPictures } from './capture-route.ts';
import type { Dashboard } from '../shared/index.ts';

const nowMs = 1_795_000_000_000;
const minutes = (count: number) => count * 60_000;
const mine: Dashboard = { uid: 'mine', title: 'Mine', time: { from: 'now-1h', to: 'now' }, panels: [] };
const renderDashboard = vi.fn<RenderDashboard>(async () => Buffer.from('a picture'));
const ask = async (query: string, dashboard: Dashboard | null = mine) => {
  const app = fastify();
  await app.register(dashboardPictures({ renderDashboard, dashboard: () => dashboard, now: () => nowMs }));
  return app.inject(`/api/console/dashboards/mine/render.png${query}`);
};
beforeEach(() => renderDashboard.mockClear());
const wished = () => renderDashboard.mock.calls[0]![0];

describe('the address of a picture', () => {
  it("takes the dashboard's own range, and the last 15 minutes where it has none", async () => {
    const reply = await ask('');
    expect(reply.headers['content-type']).toBe('image/png');
    expect(wished()).toEqual({ uid: 'mine', fromMs: nowMs - minutes(60), toMs: nowMs, variables: {} });
    renderDashboard.mockClear();
    await ask('', null);
    expect(wished()).toMatchObject({ fromMs: nowMs - minutes(15), toMs: nowMs });
  });

  it('reads moments as the page does, and every wish', async () => {
    await ask(
      '?from=now-30m&to=1794999940000&width=1200&height=400&dpr=2&panelId=3&theme=dark&title=Mine&var-job=a&var-job=b&var-x=1&token=t',
    );
    expect(wished()).toEqual({
      uid: 'mine',
      fromMs: nowMs - minutes(30),
      toMs: nowMs - minutes(1),
      width: 1200,
      height: 400,
      dpr: 2,
      panelId: 3,
      theme: 'dark',
      title: 'Mine',
      variables: { job: ['a', 'b'], x: ['1'] },
    });
  });

  it.each([
    ['?from=yesterday', /"from" is no moment: yesterday/],
    ['?from=now&to=now-5m', /is empty/],
    ['?width=20', /width: /],
    ['?dpr=9', /dpr: /],
    ['?theme=pink', /theme: /],
  ])('refuses %s in words', async (query, says) => {
    const reply = await ask(query);
    expect(reply.statusCode).toBe(400);
    expect(reply.json().message).toMatch(says);
    expect(renderDashboard).not.toHaveBeenCalled();
  });
});
