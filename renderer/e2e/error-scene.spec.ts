import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIRequestContext, Page } from '@playwright/test';
import { z } from 'zod';
import { ScenarioRun } from '../../core/shared/index.ts';
import { expect, faultsOf, test } from './console.ts';

test.use({ story: 'errors and an alert' });

const alert = 'Error responses (scene)';
const AlertsReply = z.object({
  data: z.object({
    alerts: z.array(z.object({ labels: z.record(z.string(), z.string()), state: z.enum(['pending', 'firing']) })),
  }),
});
const RunsReply = z.object({ runs: z.array(ScenarioRun) });

/** What a webhook is sent, as far as this test looks at it. */
const Message = z.object({
  version: z.literal('4'),
  status: z.enum(['firing', 'resolved']),
  alerts: z.array(
    z.object({ labels: z.record(z.string(), z.string()), annotations: z.record(z.string(), z.string()) }),
  ),
});

let sink: Server;
const messages: z.infer<typeof Message>[] = [];

test.beforeAll(async () => {
  sink = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      messages.push(Message.parse(JSON.parse(body)));
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
});

test.afterAll(() => {
  sink.closeAllConnections();
  sink.close();
});

/** Has the sink told of the scene's alert, at once. */
async function addReceiver(request: APIRequestContext): Promise<void> {
  const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/hook`;
  const matchers = [{ name: 'scene', op: '=', value: 'error-alert' }];
  const receiver = await request.put('/api/console/receivers/sink', {
    data: { receiver: { kind: 'webhook', url, matchers } },
  });
  expect(receiver.ok()).toBe(true);
  const settings = await request.put('/api/console/notifications/settings', {
    data: { settings: { groupBy: ['alertname'], groupWaitMs: 0, groupIntervalMs: 1_000 } },
  });
  expect(settings.ok()).toBe(true);
}

const stateNow = async (request: APIRequestContext): Promise<string> => {
  const { data } = AlertsReply.parse(await (await request.get('/api/v1/alerts')).json());
  return data.alerts.find(({ labels }) => labels['alertname'] === alert)?.state ?? 'normal';
};

/** The states the API goes through, each once as it comes, until `stop` is called. */
function watchStates(request: APIRequestContext) {
  const states: string[] = [];
  const stop = new AbortController();
  const over = (async () => {
    while (!stop.signal.aborted) {
      const state = await stateNow(request);
      if (states.at(-1) !== state) states.push(state);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  return async () => {
    stop.abort();
    await over;
    return states;
  };
}

/** The states that the page Alerts shows, in the order in which they must come. */
async function followOnAlertsPage(page: Page): Promise<string[]> {
  await page.goto('/alerts');
  const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: alert, exact: true }) });
  const seen: string[] = [];
  for (const state of ['Normal', 'Pending', 'Firing', 'Normal']) {
    await expect(row.locator('.badge')).toHaveText(state, { timeout: 60_000 });
    seen.push(state);
  }
  await page.close();
  return seen;
}

test('the error scene takes an alert from normal to pending, to firing, and back to normal', async ({
  page,
  complaints,
}) => {
  await addReceiver(page.request);
  await page.goto('/scenarios');
  const stopWatching = watchStates(page.request);

  const card = page.getByRole('region', { name: '2. Errors and an alert' });
  await card.getByRole('button', { name: /^Fast/ }).click();
  const run = page.getByRole('region', { name: 'Errors and an alert', exact: true });
  const seenOnPage = followOnAlertsPage(await page.context().newPage());
  await expect(run.locator('.scene-steps > .running')).toContainText('How fast errors come here');
  await expect(card.getByRole('button', { name: /^Fast/ })).toBeDisabled();
  await expect(page.locator('.fault-banner')).toContainText('100 % of predictions fail');
  expect(await faultsOf(page)).toEqual([]);

  expect(await seenOnPage).toEqual(['Normal', 'Pending', 'Firing', 'Normal']);
  await expect(run.getByText('Passed')).toBeVisible({ timeout: 90_000 });
  await expect(page.locator('.fault-banner')).toBeHidden();
  await expect(run.getByRole('row', { name: /^Threshold/ })).toBeVisible();
  await expect(run.getByRole('img', { name: /The dashboard of this run/ })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  expect(await stopWatching()).toEqual(['normal', 'pending', 'firing', 'normal']);
  await expect.poll(() => messages.map(({ status }) => status)).toEqual(['firing', 'resolved']);
  expect(messages[0]!.alerts[0]!.labels).toMatchObject({ alertname: alert, severity: 'warning' });
  expect(messages[0]!.alerts[0]!.annotations['summary']).toMatch(/^\d+\.\d error responses per second$/);

  const { runs } = RunsReply.parse(await (await page.request.get('/api/console/scenarios/runs')).json());
  expect(runs[0]!.steps.map(({ state }) => state)).toEqual(Array(8).fill('met'));
  expect(runs[0]!.endedAtMs! - runs[0]!.startedAtMs).toBeLessThan(90_000);
  const summary = await page.request.get(`/api/console/scenarios/runs/${runs[0]!.id}/summary.md`);
  expect(await summary.text()).toContain('Every condition was met.');
  expect(complaints).toEqual([]);
});

test('a scenario that is stopped leaves nothing on', async ({ page }) => {
  await page.goto('/scenarios');
  await page
    .getByRole('region', { name: '2. Errors and an alert' })
    .getByRole('button', { name: /^As in the tutorial/ })
    .click();
  await expect(page.locator('.scene-steps > .running')).toContainText('How fast errors come here');
  await page.locator('.scene-run').first().getByRole('button', { name: 'Stop' }).click();
  await expect(page.locator('.scene-run').first().getByText('Stopped', { exact: true })).toBeVisible();
  const runs = await (await page.request.get('/api/console/load/runs?limit=1')).json();
  expect(runs).toMatchObject({ runs: [{ state: 'stopped' }] });
  expect(await (await page.request.get('/api/console/faults')).json()).toMatchObject({ faults: null });
  expect(await stateNow(page.request)).toBe('normal');
});
