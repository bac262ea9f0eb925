/**
 * What electron-builder made, started as a person would: TELLTALE_PACKAGE names its executable. Playwright's Electron
 * driver needs a way in that packages have closed (electronFuses), so this speaks to Chromium's debugging port.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, expect, test } from '@playwright/test';
import { areGone } from '../testing/stand-in-checkout.ts';

const executable = process.env['TELLTALE_PACKAGE'];
const picture = join(import.meta.dirname, '..', '..', 'assets', 'images', 'test_image.jpeg');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

/** The address of the debugging port, which Chromium prints once it listens. */
async function debuggerOf(telltale: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: telltale.stderr! })) {
    const found = /DevTools listening on (ws:\S+)/.exec(line);
    if (!found) continue;
    // Nobody reads on, and a full pipe would hold Electron up.
    telltale.stderr!.resume();
    return found[1]!;
  }
  throw new Error(`${executable} ended before it listened.`);
}

test('a package opens its window, classifies a picture, and ends with its window', async () => {
  test.skip(!executable, 'TELLTALE_PACKAGE does not name the executable of a package');
  const dataDir = mkdtempSync(join(tmpdir(), 'telltale-package-'));
  const servicePort = await freePort();
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : [];
  const flags = ['--data-dir', dataDir, '--console-port', '0', '--service-port', String(servicePort)];
  const telltale = spawn(executable!, [...sandbox, '--remote-debugging-port=0', ...flags], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const browser = await chromium.connectOverCDP(await debuggerOf(telltale));
    const [context] = browser.contexts();
    const page = context!.pages()[0] ?? (await context!.waitForEvent('page'));
    await expect(page.getByRole('navigation').first()).toBeVisible({ timeout: 60_000 });
    const reply = await fetch(`http://127.0.0.1:${servicePort}/predict`, {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body: readFileSync(picture),
    });
    expect(await reply.json()).toMatchObject({ model: 'food11' });
    await page.close();
    expect(await areGone([telltale.pid!], 10_000)).toBe(true);
    await expect(fetch(`http://127.0.0.1:${servicePort}/health`)).rejects.toThrow();
  } finally {
    telltale.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }
});
