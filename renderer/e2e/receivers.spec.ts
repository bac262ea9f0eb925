import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, faultsOf, test } from './console.ts';

test.use({ story: 'a person who wants to be told' });

let sink: Server;
let address: string;
let status = 200;
const heard: string[] = [];

test.beforeAll(async () => {
  sink = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      heard.push(body);
      response.writeHead(status).end(status === 200 ? 'ok' : 'out of order');
    });
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(sink.address() as AddressInfo).port}`;
});

test.afterAll(() => {
  sink.closeAllConnections();
  sink.close();
});

test('a fresh console tells this desktop alone, and says so', async ({ page, complaints }) => {
  await page.goto('/alerts/receivers');
  await expect(page.getByText('Nobody else is told')).toBeVisible();
  const desktop = page.getByRole('region', { name: 'Desktop' });
  await desktop.getByRole('button', { name: 'Send a test' }).click();
  await expect(desktop.getByText(/The test arrived\. Shown inside the page/)).toBeVisible();
  await expect(page.getByText('[FIRING:1] TelltaleTest (none): A test from Telltale')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a receiver is added, tried, changed without its secret, and removed', async ({ page, complaints }) => {
  await page.goto('/alerts/receivers');
  const hook = page.getByRole('region', { name: 'ops' });

  await test.step('a form that is not filled in says what is needed', async () => {
    await page.getByRole('button', { name: 'Add a receiver' }).click();
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('Webhook');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('A name is needed.')).toBeVisible();
    await expect(page.getByText('An address is needed.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Address' }).fill('ftp://nowhere');
    await expect(page.getByText(/An http or https address is needed/)).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
  });

  await test.step('a test arrives, or says why not', async () => {
    await page.getByRole('textbox', { name: 'Name' }).fill('ops');
    await page.getByRole('textbox', { name: 'Address' }).fill(`${address}/a-path-that-nobody-should-see`);
    await page.getByRole('button', { name: 'Save' }).click();
    await hook.getByRole('button', { name: 'Send a test' }).click();
    await expect(hook.getByText('The test arrived.')).toBeVisible();
    expect(JSON.parse(heard.at(-1)!)).toMatchObject({ version: '4', groupLabels: { alertname: 'TelltaleTest' } });
    status = 404;
    await hook.getByRole('button', { name: 'Send a test' }).click();
    await expect(hook.getByRole('alert')).toContainText(
      /The test did not arrive.*answered 404 Not Found: out of order/,
    );
    status = 200;
  });

  await test.step('its address is kept and not shown', async () => {
    await expect(page.getByText('nobody-should')).toHaveCount(0);
    await hook.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('button', { name: 'Add a matcher' }).click();
    await page.getByRole('textbox', { name: 'Label 1' }).fill('severity');
    await page.getByRole('textbox', { name: 'Value 1' }).fill('page');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(hook.getByText('severity=page')).toBeVisible();
    await hook.getByRole('button', { name: 'Send a test' }).click();
    await expect(hook.getByText('The test arrived.')).toBeVisible();
  });

  await test.step('the log has it all', async () => {
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByRole('combobox', { name: 'Receiver' }).selectOption('ops');
    await expect(page.getByRole('row', { name: /ops Test 1 firing/ })).toHaveCount(3);
    await expect(page.getByRole('row', { name: /Refused.*out of order/ })).toHaveCount(1);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Receivers' }).click();
  });

  await test.step('removing it asks once', async () => {
    await hook.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(hook).toBeHidden();
  });
  expect(complaints).toEqual([]);
});

test('a silence is made, changed and ended', async ({ page, complaints }) => {
  await page.goto('/alerts/silences');
  await expect(page.getByText('Nothing is silenced')).toBeVisible();
  await page.getByRole('button', { name: 'New silence' }).click();
  await page.getByRole('textbox', { name: 'Label 1' }).fill('alertname');
  await page.getByRole('textbox', { name: 'Value 1' }).fill('High CPU');
  await page.getByRole('button', { name: 'Silence', exact: true }).click();
  await expect(page.getByText('A comment says why.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Why' }).fill('Training on this machine');
  await page.getByRole('textbox', { name: 'Who' }).fill('Ada');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Silence', exact: true }).click();

  const row = page.getByRole('row', {
    name: /Active.*High CPU.*Training on this machine.*Ada.*ends in 1 h 59 min|2 h/,
  });
  await expect(row).toBeVisible();
  await row.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('textbox', { name: 'Why' }).fill('Training until noon');
  await page.getByRole('button', { name: 'Silence', exact: true }).click();
  await expect(page.getByRole('row', { name: /Training until noon/ })).toBeVisible();
  await page.getByRole('button', { name: 'End now' }).click();
  await expect(page.getByText('Nothing is silenced')).toBeVisible();
  await page.getByText('With ended ones').click();
  await expect(page.getByRole('row', { name: /Ended.*Training until noon/ })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('an alert of a rule reaches a receiver, is silenced from the page, and its end is not told of', async ({
  page,
  telltale,
  complaints,
}) => {
  const ask = (method: string, path: string, body: unknown) =>
    page.request.fetch(`${telltale.console}/api/console/${path}`, { method, data: body });
  const ruleFile = (threshold: number) => ({
    text: `groups: [{name: kitchen, interval: 1s, rules: [{alert: Kitchen busy, expr: 'vector(7) > ${threshold}', labels: {team: kitchen}}]}]`,
  });
  const told = () =>
    heard
      .filter((body) => body.includes('Kitchen busy'))
      .map((body) => (JSON.parse(body) as { status: string }).status);
  const grouping = { groupBy: ['alertname'], groupWaitMs: 0, groupIntervalMs: 1_000, repeatIntervalMs: 3_600_000 };
  await ask('PUT', 'notifications/settings', { settings: grouping });
  await ask('PUT', 'receivers/kitchen', { receiver: { kind: 'webhook', url: `${address}/kitchen` } });
  expect((await ask('PUT', 'rules/files/kitchen.yml', ruleFile(5))).status()).toBe(200);

  await page.goto('/alerts/silences');
  const row = page.getByRole('row', { name: /Firing Kitchen busy/ });
  await expect(row).toBeVisible({ timeout: 30_000 });
  await expect.poll(told, { timeout: 15_000 }).toEqual(['firing']);
  await row.getByRole('link', { name: 'Silence Kitchen busy' }).click();
  await expect(page.getByRole('textbox', { name: 'Value 1' })).toHaveValue('Kitchen busy');
  await page.getByRole('textbox', { name: 'Why' }).fill('Lunch time');
  await page.getByRole('textbox', { name: 'Who' }).fill('Ada');
  await page.getByRole('button', { name: 'Silence', exact: true }).click();
  await expect(row.getByText('Silenced')).toBeVisible();

  await ask('PUT', 'rules/files/kitchen.yml', ruleFile(9));
  await expect(row).toBeHidden({ timeout: 30_000 });
  await page.getByRole('link', { name: 'Deliveries' }).click();
  await expect(page.getByRole('row', { name: /kitchen Kitchen busy 1 firing/ })).toBeVisible();
  expect(told()).toEqual(['firing']);
  expect(complaints).toEqual([]);
});
