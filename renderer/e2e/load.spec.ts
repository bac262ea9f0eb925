import { readFile } from 'node:fs/promises';
import { expect, faultsOf, test } from './console.ts';

test.use({ story: 'a person with a load plan of their own' });

test('a plan is changed, kept, run twice, judged, compared and taken away', async ({ page, complaints }) => {
  await page.getByRole('link', { name: 'Load', exact: true }).click();

  await test.step('a copy of a built-in plan becomes an open one with thresholds', async () => {
    await page.getByRole('radio', { name: /^100 requests/ }).check();
    await page.getByRole('button', { name: 'Change a copy' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Quick check');
    await page.getByText('Requests per second', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Seconds of stage 1' }).fill('2');
    await page.getByRole('textbox', { name: 'p95 below' }).fill('60000');
    expect(await faultsOf(page)).toEqual([]);
  });

  await test.step('what is no number cannot be started, and says where it stands', async () => {
    await page.getByRole('textbox', { name: 'Seconds of stage 1' }).fill('two');
    await expect(page.getByRole('button', { name: 'Start Quick check' })).toBeDisabled();
    await expect(page.getByText(/^schedule stages 1 durationMs:/)).toBeVisible();
    await page.getByRole('textbox', { name: 'Seconds of stage 1' }).fill('2');
    await page.getByRole('button', { name: 'Save as mine' }).click();
    await expect(page.getByRole('radio', { name: /^Quick check/ })).toBeChecked();
  });

  const runs = page.getByRole('region', { name: 'Runs' });
  for (const nth of [1, 2]) {
    await test.step(`run ${nth} passes its threshold`, async () => {
      await page.getByRole('button', { name: 'Start Quick check' }).click();
      await expect(runs.getByText('Passed', { exact: true })).toHaveCount(nth, { timeout: 40_000 });
    });
  }

  await test.step('the two are laid side by side', async () => {
    for (const box of await runs.getByRole('checkbox').all()) await box.check();
    await runs.getByRole('button', { name: 'Compare the two' }).click();
    const compared = page.getByRole('region', { name: 'Two runs compared' });
    await expect(compared.getByRole('figure', { name: 'Latency by percentile' })).toBeVisible();
    await expect(compared.getByRole('row', { name: /^p99/ })).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await compared.getByRole('link', { name: 'Close' }).click();
  });

  await test.step('a run and its plan are taken away as files', async () => {
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Seconds as CSV' }).click();
    const csv = await readFile(await (await saved).path(), 'utf8');
    expect(csv).toMatch(/^time,stage,.*\r\n\d{4}-/);
    const script = page.waitForEvent('download');
    await page.getByRole('button', { name: 'k6 script' }).click();
    expect((await script).suggestedFilename()).toBe('quick-check.k6.js');
  });

  await test.step('load on another machine is asked about first', async () => {
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('combobox', { name: 'Target' }).selectOption('url');
    await page.getByRole('textbox', { name: 'Address' }).fill('http://192.0.2.1/predict');
    await expect(page.getByRole('button', { name: 'Start Quick check' })).toBeDisabled();
    await page.getByRole('checkbox', { name: /192\.0\.2\.1 is not this machine/ }).check();
    await expect(page.getByRole('button', { name: 'Start Quick check' })).toBeEnabled();
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  expect(complaints).toEqual([]);
});
