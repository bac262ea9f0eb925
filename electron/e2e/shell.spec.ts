/** The real window on the real monitor, driven by Playwright, wherever Electron's binary has been fetched. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { areGone } from '../testing/stand-in-checkout.ts';

const root = join(import.meta.dirname, '..', '..');

/** Why Electron cannot run here, or null. Not asked of Playwright, which would start a download to find out. */
async function whyNot(): Promise<string | null> {
  const { findElectron } = (await import(new URL('../electron-binary.mjs', import.meta.url).href)) as {
    findElectron(root: string): string | null;
  };
  if (!findElectron(root)) return "Electron's binary has not been fetched: node node_modules/electron/install.js";
  if (!existsSync(join(root, 'dist', 'electron', 'main.js'))) return 'nothing is built: npm run build';
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return 'there is no display here: use xvfb-run';
  return null;
}

let electron: ElectronApplication;
let page: Page;
let dataDir: string;

test.beforeEach(async () => {
  const reason = await whyNot();
  test.skip(reason !== null, reason ?? '');
  dataDir = mkdtempSync(join(tmpdir(), 'telltale-window-'));
  const flags = ['--data-dir', dataDir, '--console-port', '0', '--service-port', '0'];
  electron = await _electron.launch({ cwd: root, args: [root, ...flags] });
  page = await electron.firstWindow();
  await expect(page.getByRole('navigation').first()).toBeVisible();
});

test.afterEach(async () => {
  await electron?.close().catch(() => {});
  if (dataDir) rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
});

/** The process ids of everything Electron runs, the monitor's first. */
const processes = () =>
  electron.evaluate(({ app }) => {
    const metrics = app.getAppMetrics();
    const monitor = metrics.find(({ name }) => name === 'Telltale monitor')!.pid;
    return [monitor, ...metrics.map(({ pid }) => pid).filter((pid) => pid !== monitor)];
  });

test('shows the console in a page that knows nothing of Node', async () => {
  await expect(page).toHaveTitle(/Telltale/);
  expect(await page.evaluate('Object.keys(window.telltale).sort().join()')).toBe('notify,saveImage');
  expect(await page.evaluate('[typeof require, typeof process, typeof module].join()')).toBe(
    'undefined,undefined,undefined',
  );
  expect(new URL(page.url()).searchParams.has('token')).toBe(false);
});

test('goes nowhere else, and opens no second window', async () => {
  const home = new URL(page.url()).origin;
  await page.evaluate("location.assign('https://example.com/')");
  expect(await page.evaluate("window.open('https://example.com/')")).toBeNull();
  expect(await page.evaluate("navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state)")).toBe(
    'denied',
  );
  await page.waitForTimeout(500);
  expect(new URL(page.url()).origin).toBe(home);
  expect(electron.windows()).toHaveLength(1);
});

test('saves a picture of the page where the person says', async () => {
  const file = join(dataDir, 'saved.png');
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  const png = [...(await page.screenshot())];
  await page.evaluate(
    `window.telltale.saveImage({ suggestedName: 'page', png: Uint8Array.from(${JSON.stringify(png)}) })`,
  );
  expect([...readFileSync(file)]).toEqual(png);
  await expect(
    page.evaluate("window.telltale.saveImage({ suggestedName: 'page', png: new Uint8Array(9) })"),
  ).rejects.toThrow(/no PNG/);
});

test('outlives its monitor: a new one takes over and the page goes on', async () => {
  const [first] = await processes();
  process.kill(first!, 'SIGKILL');
  await expect.poll(async () => (await processes().catch(() => [first]))[0], { timeout: 60_000 }).not.toBe(first);
  await expect
    .poll(() => page.evaluate("fetch('/api/console/status').then(({ status }) => status, () => 0)"), {
      timeout: 60_000,
    })
    .toBe(200);
});

test('leaves no process behind', async () => {
  const pids = [electron.process().pid!, ...(await processes())];
  await electron.close();
  expect(await areGone(pids, 7000)).toBe(true);
});
