import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { expect, faultsOf, test } from './console.ts';

/** A tile of the page: its figure. */
const figureOf = (page: Page, name: string) => page.getByRole('region', { name }).locator('.figure');
const numberIn = (text: string | null): number => Number(/-?[\d.]+/.exec(text?.replaceAll(',', '') ?? '')?.[0]);
const events = async (page: Page) => numberIn(await page.getByTestId('drift-events').textContent());
/** How many samples stand in the plot. */
const shown = async (page: Page) => numberIn(await page.getByText(/^of the \d+ samples shown/).textContent());
const lastStatistic = async (page: Page) => numberIn(await figureOf(page, 'Latest statistic').textContent());
const threshold = async (page: Page) =>
  numberIn(await page.getByRole('region', { name: 'Latest statistic' }).getByText('threshold').textContent());

test.use({ story: 'drift' });

test('regular pictures stay under the threshold, restyled ones cross it, and the page says what to do', async ({
  page,
  complaints,
}) => {
  await test.step('the detector configures itself, and nothing was judged yet', async () => {
    await page.getByRole('link', { name: 'Drift', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Drift' })).toBeVisible();
    await expect(page.getByText('No sample was judged yet')).toBeVisible();
    await expect(figureOf(page, 'State')).toHaveText('Waiting for samples');
    expect(await faultsOf(page)).toEqual([]);
  });

  await test.step('regular pictures: a point each, all but none of them flagged', async () => {
    await page.getByRole('button', { name: 'Send regular pictures' }).click();
    await expect.poll(() => shown(page)).toBeGreaterThan(60);
    expect(await lastStatistic(page)).toBeLessThan(await threshold(page));
    // One false alarm in 300 samples is what the detector promises on average; the order of the pictures is fixed.
    expect(await events(page)).toBeLessThanOrEqual(3);
    await expect(figureOf(page, 'State')).toHaveText('No drift');
    await page.getByRole('link', { name: 'Watch or stop it' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByRole('table').getByText('Stopped')).toBeVisible();
    await page.getByRole('link', { name: 'Drift', exact: true }).click();
  });

  await test.step('restyled pictures: the statistic crosses the threshold and the event counter moves', async () => {
    const before = await events(page);
    await page.getByRole('button', { name: 'Send restyled pictures' }).click();
    await expect(figureOf(page, 'State')).toHaveText('Drift');
    await expect.poll(() => events(page)).toBeGreaterThan(before + 20);
    expect(await lastStatistic(page)).toBeGreaterThan(await threshold(page));
    await expect.poll(async () => numberIn(await figureOf(page, 'Share drifted').textContent())).toBeGreaterThan(10);
  });

  await test.step('the pictures that were flagged are there, and any sample can be picked out', async () => {
    const flagged = page.getByRole('region', { name: 'Flagged last' }).locator('ul > li');
    await expect(flagged).toHaveCount(12);
    const nearest = flagged.first().getByRole('list', { name: 'Nearest reference rows' });
    await expect(nearest.getByRole('img', { name: /^Reference row \d+$/ })).toHaveCount(3);
    // The sheet they are cut from has come.
    await expect(nearest.getByRole('img').first()).toHaveJSProperty('complete', true);
    await expect(nearest.getByRole('img').first()).not.toHaveJSProperty('naturalWidth', 0);
    await page.getByRole('slider', { name: 'Test statistic, sample by sample' }).focus();
    await page.keyboard.press('ArrowLeft');
    await expect(page.locator('.point-note')).toContainText('Model said');
    await page.getByText('By time').click();
    await expect(page.locator('.drift-scatter svg .drifted')).not.toHaveAttribute('d', '');
  });

  await test.step('full of figures, it is as accessible as empty, in both themes', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await faultsOf(page)).toEqual([]);
    }
  });

  await test.step("the tutorial's drift dashboard draws the same events", async () => {
    await page.getByRole('link', { name: 'Drift dashboard' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Food11 Drift Monitoring' })).toBeVisible();
    const rate = page
      .getByRole('region', { name: 'Drift Events (per second)' })
      .getByRole('img', { name: /[1-9].* ops\/s$/ });
    await expect(rate).toBeVisible();
  });

  await test.step('other settings come into force without a restart', async () => {
    await page.getByRole('link', { name: 'Drift', exact: true }).click();
    await page.getByRole('textbox', { name: 'Window' }).fill('40');
    await expect(page.getByText('a window of 40 needs at least 81 reference rows')).toBeVisible();
    await page.getByRole('textbox', { name: 'Window' }).fill('20');
    await page.getByRole('textbox', { name: 'Reference rows' }).fill('200');
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByText('window 20')).toBeVisible();
    await expect(figureOf(page, 'State')).not.toHaveText('Configuring');
    await page.getByRole('combobox', { name: 'Test' }).selectOption("Fisher's exact, online");
    await page.getByRole('combobox', { name: 'Watches' }).selectOption('Low confidence');
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByText("Fisher's exact, online on low confidence")).toBeVisible();
    await expect(figureOf(page, 'State')).toHaveText(/Filling the window|No drift|Drift/);
  });

  expect(complaints).toEqual([]);
});

test('the lab tests a batch of anyone\u2019s numbers, feature by feature, and gives the result away', async ({
  page,
  complaints,
}) => {
  const csv = (shift: number) =>
    ['steady,moving', ...Array.from({ length: 60 }, (_, i) => `${Math.sin(i * 7)},${Math.cos(i * 5) + shift}`)].join(
      '\n',
    );
  const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.goto('/drift/lab');
  await page.getByLabel('Reference', { exact: true }).setInputFiles(file('reference.csv', csv(0)));
  await page.getByLabel('New batch', { exact: true }).setInputFiles(file('ragged.csv', '1,2\n3'));
  await expect(page.getByRole('alert')).toContainText('Line 2 has 1 values');
  await page.getByLabel('New batch', { exact: true }).setInputFiles(file('batch.csv', csv(1)));
  await page.getByRole('combobox', { name: 'Test' }).selectOption('ks');
  await page.getByRole('button', { name: 'Run the test' }).click();

  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.locator('.lab-verdict')).toHaveText('Drift');
  await expect(result.getByRole('row').filter({ hasText: 'moving' })).toContainText('Drift');
  await expect(result.getByRole('row').filter({ hasText: 'steady' })).toContainText('No drift');
  expect(await faultsOf(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await result.getByRole('button', { name: 'Save report' }).click();
  expect((await download).suggestedFilename()).toMatch(/^drift-ks-.*\.html$/);

  await page.getByLabel('Options, as JSON').fill('{"p_value": 0.05}');
  await page.getByRole('button', { name: 'Run the test' }).click();
  await expect(page.getByRole('alert')).toContainText('p_value');
  expect(complaints).toEqual([]);
});

test('the lab runs pictures through the model, leaves out what is none, and follows them as a stream', async ({
  page,
  complaints,
}) => {
  await page.goto('/drift/lab');
  await page.getByRole('button', { name: 'Reference: Reference rows' }).click();
  await expect(page.getByText('Reference rows: 512 rows of 1280 features')).toBeVisible();
  const picture = (name: string) => fileURLToPath(new URL(`../../assets/images/${name}`, import.meta.url));
  const files = Array.from({ length: 12 }, (_, i) => `restyled/${String(i).padStart(3, '0')}.jpeg`);
  const zip = zipSync({
    ...Object.fromEntries(files.map((name) => [name, readFileSync(picture(name))])),
    'restyled/broken.png': strToU8('no picture'),
    'notes.txt': strToU8('nothing'),
  });
  const batch = page.getByLabel('New batch', { exact: true });
  await batch.setInputFiles({ name: 'restyled.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) });
  await expect(page.getByText('restyled.zip: 12 rows of 1280 features')).toBeVisible();
  await page.getByText('2 left out').click();
  await expect(page.getByRole('listitem').filter({ hasText: 'broken.png' })).toBeVisible();
  await page.getByRole('button', { name: 'Run the test' }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.locator('.lab-verdict')).toHaveText('Drift');

  await test.step('class by class', async () => {
    await page.getByText('Class probabilities', { exact: true }).click();
    await page.getByRole('combobox', { name: 'Test' }).selectOption('ks');
    await page.getByRole('button', { name: 'Run the test' }).click();
    await expect(result.getByText(/Flagged of 11 features: \d+ by Bonferroni, \d+ by FDR/)).toBeVisible();
    await expect(result.getByRole('row').filter({ hasText: 'Soup' })).toBeVisible();
  });

  await test.step('a shipped set as a stream, which can be stopped while it is read', async () => {
    await page.getByText('A stream').click();
    await page.getByText('Features', { exact: true }).click();
    await page.getByRole('button', { name: 'Stream: Restyled' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByRole('alert')).toHaveText('Stopped.');
    await page.getByLabel('Stream', { exact: true }).setInputFiles(files.map(picture));
    await expect(page.getByText('12 files: 12 rows of 1280 features')).toBeVisible();
    await page.getByRole('button', { name: 'Run the test' }).click();
    await expect(result.locator('.drift-scatter .drifted')).not.toHaveAttribute('d', '');
    expect(await faultsOf(page)).toEqual([]);
    const download = page.waitForEvent('download');
    await result.getByRole('button', { name: 'Save report' }).click();
    expect((await download).suggestedFilename()).toMatch(/^drift-mmd-online-.*\.html$/);
  });
  expect(complaints).toEqual([]);
});
