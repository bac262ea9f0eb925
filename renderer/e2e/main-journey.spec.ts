import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, faultsOf, test, testPicture } from './console.ts';

/** The number in a text such as `1 234 in the shown time`, `24.9 ms` or `61.3 req/s`; NaN where there is none. */
const numberIn = (text: string | null): number => Number.parseFloat((text ?? '').replaceAll(/[^\d.]/g, ''));

/** A figure of the load run on screen. */
const figureOf = (page: Page, name: string) =>
  page
    .locator('.figures > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd')
    .first();

/** A tile of the overview: its present value. */
const tileOf = (page: Page, name: string) => page.getByRole('region', { name }).locator('.figure');

/** Lets a file fall on the drop zone, as a person does with the mouse. */
async function drop(page: Page, file: string) {
  const base64 = (await readFile(file)).toString('base64');
  // A text, as the e2e tests are checked without the browser's types.
  const transfer = await page.evaluateHandle(`(() => {
    const bytes = Uint8Array.from(atob('${base64}'), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'lunch.jpeg', { type: 'image/jpeg' }));
    return data;
  })()`);
  await page.getByTestId('drop-zone').dispatchEvent('drop', { dataTransfer: transfer });
}

test.use({ story: 'a newcomer' });

test('a newcomer asks the model about a picture, sends it load, watches it move, and keeps a picture of it', async ({
  page,
  complaints,
}) => {
  await test.step('the console opens on a running service and says what to do first', async () => {
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await expect(page.getByText('Service running')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Send the short ramp' })).toBeVisible();
  });

  await test.step('a dropped picture is answered with the probability of every class', async () => {
    await page.getByRole('link', { name: 'Try it' }).first().click();
    await drop(page, testPicture);
    const answer = page.getByRole('region', { name: 'Answer' });
    await expect(answer.locator('.verdict-class')).not.toBeEmpty();
    const shares = await answer.getByRole('listitem').locator('.number').allTextContents();
    expect(shares).toHaveLength(11);
    expect(shares.map(numberIn).reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
  });

  await test.step('one button starts the ramp, and its figures move', async () => {
    await page.getByRole('link', { name: 'Load' }).click();
    await page.getByRole('button', { name: 'Start Ramp', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
    const requests = figureOf(page, 'Requests');
    await expect.poll(async () => numberIn(await requests.textContent())).toBeGreaterThan(5);
    const before = numberIn(await requests.textContent());
    await expect.poll(async () => numberIn(await requests.textContent())).toBeGreaterThan(before);
    expect(numberIn(await figureOf(page, 'Per second').textContent())).toBeGreaterThan(0);
    for (const quantile of ['p50', 'p95', 'p99']) {
      expect(numberIn(await figureOf(page, quantile).textContent())).toBeGreaterThan(0);
    }
  });

  await test.step('the overview follows: requests per second, p95, classes, last predictions', async () => {
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await expect.poll(async () => numberIn(await tileOf(page, 'Requests per second').textContent())).toBeGreaterThan(1);
    await expect(tileOf(page, '95th percentile latency')).toContainText('ms');
    const count = page.getByRole('region', { name: 'Predicted classes' }).locator('.number').first();
    await expect.poll(async () => numberIn(await count.textContent())).toBeGreaterThan(5);
    const before = numberIn(await count.textContent());
    await expect.poll(async () => numberIn(await count.textContent())).toBeGreaterThan(before);
    await expect(page.getByRole('region', { name: 'Last predictions' }).getByRole('row')).toHaveCount(13);
  });

  await test.step('the dashboard draws the same from its JSON', async () => {
    await page.getByRole('link', { name: 'Dashboards' }).click();
    await page.getByRole('link', { name: 'Food11 Service Monitoring' }).click();
    const rate = page.getByRole('region', { name: 'Requests per second' }).getByText(/^[\d.]+ req\/s$/);
    await expect.poll(async () => numberIn(await rate.first().textContent())).toBeGreaterThan(1);
  });

  await test.step('the run stops when told to', async () => {
    await page.getByRole('link', { name: 'Load' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByRole('table').getByText('Stopped')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Start Ramp', exact: true })).toBeVisible();
  });

  await test.step('the dashboard is captured as a PNG that is not blank', async () => {
    await page.getByRole('link', { name: 'Dashboards' }).click();
    await page.getByRole('link', { name: 'Food11 Service Monitoring' }).click();
    await expect(
      page
        .getByRole('region', { name: 'Requests per second' })
        .getByText(/req\/s$/)
        .first(),
    ).toBeVisible();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as PNG' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(/\.png$/);
    const { channels, entropy } = await sharp(await saved.path()).stats();
    expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(5);
    expect(entropy).toBeGreaterThan(0.3);
  });

  await test.step('pages full of figures are as accessible as empty ones', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const name of ['Overview', 'Load']) {
        await page.getByRole('link', { name, exact: true }).click();
        await expect(page.getByRole('table')).toBeVisible();
        expect(await faultsOf(page)).toEqual([]);
      }
    }
  });

  expect(complaints).toEqual([]);
});
