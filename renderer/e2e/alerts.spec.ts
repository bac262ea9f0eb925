import type { Page } from '@playwright/test';
import { expect, faultsOf, test } from './console.ts';

test.use({ story: 'alert rules' });

/** The row of a rule. */
const ruleRow = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });

test('a rule is made, tried on the past, fires, is changed, and is deleted', async ({ page, complaints }) => {
  test.setTimeout(150_000);
  await page.goto('/alerts?from=now-5m&to=now');
  await expect(ruleRow(page, 'Error responses')).toContainText('Normal', { timeout: 45_000 });
  await page.getByRole('button', { name: 'New rule' }).click();
  const dialog = page.getByRole('dialog', { name: 'New rule' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('A name is needed.')).toBeVisible();
  await dialog.getByLabel('Name', { exact: true }).fill('Telltale is up');
  await dialog.getByRole('textbox', { name: 'Expression' }).fill('up{job="telltale"} > 0');
  await dialog.getByLabel('Fires after').fill('3s');
  await expect(dialog.getByText(/would have/)).toBeVisible();
  await dialog.getByLabel('Evaluated every').fill('1s');
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  const row = ruleRow(page, 'Telltale is up');
  await expect(row).toContainText('Firing', { timeout: 20_000 });
  await row.getByRole('button', { name: 'Telltale is up', exact: true }).click();
  await expect(page.locator('.alert-line')).toContainText('job=telltale');
  expect(await faultsOf(page)).toEqual([]);

  await row.getByRole('button', { name: 'Edit Telltale is up' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit Telltale is up' });
  await edit.getByRole('textbox', { name: 'Expression' }).fill('up{job="telltale"} > 5');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('Normal', { timeout: 20_000 });
  await expect(row.getByText(/firing$/)).toHaveText(/[1-9] times firing/);

  await row.getByRole('button', { name: 'Delete Telltale is up' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(row).toBeHidden();
  expect(complaints).toEqual([]);
});

test('what Prometheus would refuse is refused in words, and the form stays', async ({ page }) => {
  await page.goto('/alerts');
  await page.getByRole('button', { name: 'New rule' }).click();
  const dialog = page.getByRole('dialog', { name: 'New rule' });
  await dialog.getByLabel('Name', { exact: true }).fill('Typo');
  await dialog.getByRole('textbox', { name: 'Expression' }).fill('sum(up');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('unclosed left parenthesis');
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('Typo');
});

test('a panel is the beginning of a rule about it', async ({ page }) => {
  await page.goto('/dashboards/food11-service');
  await page.getByRole('button', { name: 'Menu of Requests per second' }).click();
  await page.getByRole('button', { name: 'Alert when this is above…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New rule' });
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('Requests per second');
  await expect(dialog.getByRole('textbox', { name: 'Query' })).toContainText('http_requests_total');
  await dialog.getByLabel('Bound').fill('20');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(page).not.toHaveURL(/query=/);
  await expect(ruleRow(page, 'Requests per second')).toContainText('> 20');
});
