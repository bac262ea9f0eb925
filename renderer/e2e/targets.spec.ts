import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './console.ts';

test.use({ story: 'a person with a service of their own' });

let exporter: Server;
let address: string;

test.beforeAll(async () => {
  exporter = createServer((_request, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end('# HELP lunches_total Lunches served.\n# TYPE lunches_total counter\nlunches_total 7\n');
  });
  await new Promise<void>((resolve) => exporter.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(exporter.address() as AddressInfo).port}`;
});

test.afterAll(() => {
  exporter.closeAllConnections();
  exporter.close();
});

test('a target is added, comes up, can be asked about, and goes again', async ({ page, complaints }) => {
  await page.getByRole('link', { name: 'Targets' }).click();
  await expect(page.getByRole('region', { name: 'food11' })).toBeVisible();

  await test.step('nonsense is refused before anything is sent', async () => {
    await page.getByRole('button', { name: 'Add a target' }).click();
    await page.getByRole('textbox', { name: 'Address of the metrics' }).fill('ftp://nowhere');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('http or https');
  });

  await test.step('an address without scheme and path is understood', async () => {
    await page.getByRole('textbox', { name: 'Address of the metrics' }).fill(address);
    await expect(page.getByText(`Scrapes http://${address}/metrics`)).toBeVisible();
    await page.getByRole('textbox', { name: 'Job' }).fill('canteen');
    await page.getByRole('combobox', { name: 'Scrape every' }).selectOption('1s');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
  });

  const job = page.getByRole('region', { name: 'canteen' });
  await expect(job.getByText('Up', { exact: true })).toBeVisible();
  await expect(job.getByRole('cell', { name: `http://${address}/metrics`, exact: true })).toBeVisible();

  await test.step('its metrics are in the store', async () => {
    await page.goto('/explore?expr=lunches_total&tab=table');
    await expect(page.getByRole('cell', { name: /lunches_total.*canteen/ })).toBeVisible();
    await page.getByRole('link', { name: 'Targets' }).click();
  });

  await test.step('one that does not answer says why', async () => {
    exporter.closeAllConnections();
    await new Promise((resolve) => exporter.close(resolve));
    await expect(job.getByText('Down')).toBeVisible();
    await expect(job.getByText(/ECONNREFUSED|closed|failed/i)).toBeVisible();
  });

  await test.step('removing it asks once', async () => {
    await job.getByRole('button', { name: /^Remove http/ }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(job).toBeHidden();
  });

  expect(complaints).toEqual([]);
});
