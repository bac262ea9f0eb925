import { expect, faultsOf, test } from './console.ts';

test('a note written on a dashboard is kept, told by the chart, and deleted again', async ({ page }) => {
  await page.goto('/dashboards/food11-service');
  await page.getByRole('button', { name: 'Note', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Notes on the charts' });
  await dialog.getByLabel('What happened').fill('Deployed version 2');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog.getByText('Deployed version 2')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  const listed = await (await page.request.get('/api/console/annotations')).json();
  expect(listed).toMatchObject({ annotations: [{ text: 'Deployed version 2', source: 'person' }] });
  await dialog.getByRole('button', { name: 'Delete "Deployed version 2"' }).click();
  await expect(dialog.getByText('There is no note in the shown time.')).toBeVisible();
  const backwards = { text: 'x', fromMs: 2, toMs: 1 };
  expect((await page.request.post('/api/console/annotations', { data: backwards })).status()).toBe(422);
});
