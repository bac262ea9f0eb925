import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reasonOf } from '../shared/index.ts';
import { plain, useService } from './testdata/running-service.ts';

/** As in playwright.config.ts: the one named, Debian's, or Google's where Playwright finds it itself. */
const executablePath = [process.env['TELLTALE_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path && existsSync(path),
);
const service = useService();
let browser: Browser | null = null;
let problem = '';
let page: Page;
/** What the page complained of: policy violations, script errors, anything it wanted from elsewhere. */
let complaints: string[];

beforeAll(async () => {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  browser = await chromium
    .launch({ args, ...(executablePath ? { executablePath } : { channel: 'chrome' }) })
    .catch((error: unknown) => {
      problem = reasonOf(error).split('\n', 1)[0]!;
      return null;
    });
});
afterAll(() => browser?.close());

beforeEach(async ({ skip }) => {
  if (browser === null) return skip(`No Chromium can be started on this machine: ${problem}`);
  page = await browser.newPage();
  complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const ours = request.url().startsWith(`${service.url}/`) || /^(blob|data):/.test(request.url());
    if (!ours) complaints.push(`asked for ${request.url()}`);
  });
  return () => page.close();
});

describe('the pages in a browser', () => {
  it('show the class of a picture that is chosen, within their own policy', async () => {
    await page.goto(service.url);
    const buffer = Buffer.from(await plain('#0000ff'));
    await page.setInputFiles('#file', { name: 'blue.png', mimeType: 'image/png', buffer });
    await page.locator('#classes li').first().waitFor();
    expect(await page.textContent('#prediction')).toBe('blue');
    expect(await page.textContent('#confidence')).toBe('100.0%');
    expect(await page.locator('#classes li').count()).toBe(3);
    expect(complaints).toEqual([]);
  });

  it('show what is wrong with a file that is no picture, and go on', async () => {
    await page.goto(service.url);
    await page.setInputFiles('#file', { name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await page.locator('#problem').waitFor();
    expect(await page.textContent('#problem')).toMatch(/no picture that can be read/);
    const buffer = Buffer.from(await plain('#ff0000'));
    await page.setInputFiles('#file', { name: 'red.png', mimeType: 'image/png', buffer });
    await page.locator('#classes li').first().waitFor();
    expect(await page.locator('#problem').isVisible()).toBe(false);
  });

  it('let everything be tried out in /docs without anything from elsewhere', { timeout: 60_000 }, async () => {
    await page.goto(`${service.url}/docs`);
    for (const path of ['/predict', '/metrics', '/health']) {
      const operation = page.locator('.opblock', { has: page.locator(`[data-path="${path}"]`) });
      await operation.locator('.opblock-summary-control').click();
      await operation.locator('.execute').click();
      const status = operation.locator('.live-responses-table .response-col_status').last();
      await status.waitFor();
      expect(await status.textContent()).toBe('200');
    }
    expect(complaints).toEqual([]);
  });
});
