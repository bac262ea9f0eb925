import { ConsoleStatus } from '../../core/shared/index.ts';
import { expect, faultsOf, test } from './console.ts';

test.use({ story: 'faults' });

test('faults are told on every page until they are turned off, or the service is started anew', async ({
  page,
  telltale,
}) => {
  await page.goto('/load');
  const card = page.getByRole('region', { name: 'Faults' });
  await card.getByRole('button', { name: 'One in five fails' }).click();
  await card.getByLabel('Fail with 500').fill('100');
  await card.getByRole('button', { name: 'Turn on' }).click();
  const banner = page.locator('.fault-banner');
  await expect(banner).toContainText('100 % of predictions fail with 500');
  expect(await faultsOf(page)).toEqual([]);
  const reply = await page.request.post(`${telltale.service}/predict`, { data: { image: '' } });
  expect(await reply.json()).toMatchObject({ code: 'fault_injected' });

  await page.getByRole('link', { name: 'Store' }).click();
  await banner.getByRole('button', { name: 'Turn off' }).click();
  await expect(banner).toBeHidden();

  await page.request.post('/api/console/faults', { data: { confidenceLimit: 0.5 } });
  await expect(banner).toContainText('confidence is at most 50 %');
  const status = ConsoleStatus.parse(await (await page.request.get('/api/console/status')).json());
  process.kill(status.service.pid!, 'SIGKILL');
  await expect(banner).toContainText('Faults went off');
  await banner.getByRole('button', { name: 'Dismiss' }).click();
  await expect(banner).toBeHidden();
});
