import { ConsoleStatus } from '../../core/shared/index.ts';
import { expect, test } from './console.ts';

test('a service that is killed comes back by itself, and the console shows that it was down', async ({
  page,
  telltale,
}) => {
  const headers = { authorization: `Bearer ${telltale.token}` };
  const reply = await page.request.get('/api/console/status', { headers });
  const { service } = ConsoleStatus.parse(await reply.json());
  await expect(page.getByText('Service running')).toBeVisible();

  process.kill(service.pid!, 'SIGKILL');

  await expect(page.getByRole('listitem').filter({ hasText: /down/ })).toBeVisible();
  await expect(page.getByText('Service running')).toBeVisible();
  await expect(page.getByText('1 restart')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: /was down/ })).toBeVisible();
});
