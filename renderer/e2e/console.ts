import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Page, test as base } from '@playwright/test';
import { MonitorReady, reasonOf } from '../../core/shared/index.ts';

const entry = fileURLToPath(new URL('../../dist/core/main.js', import.meta.url));
const stopWithinMs = 8_000;

export const testPicture = fileURLToPath(new URL('../../assets/images/test_image.jpeg', import.meta.url));

interface WorkerFixtures {
  /** Journeys of one story share a Telltale; a story of its own (`test.use({ story: … })`) begins with a fresh one. */
  story: string;
  /** Added to the environment of Telltale. */
  environment: Record<string, string>;
  /** A running Telltale, stopped and removed afterwards. */
  telltale: MonitorReady;
  /** Why no browser can be started here, or null. */
  browserProblem: string | null;
}

interface TestFixtures {
  skipWithoutBrowser: undefined;
  /** What the page complained about: script errors and violations of its content security policy. */
  complaints: string[];
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  story: ['any', { scope: 'worker', option: true }],
  environment: [{}, { scope: 'worker', option: true }],

  browserProblem: [
    async ({ launchOptions, channel }, use) => {
      const options = { ...launchOptions, ...(channel === undefined ? {} : { channel }) };
      const problem = await chromium.launch(options).then(
        (browser) => browser.close().then(() => null),
        (error: unknown) => reasonOf(error).split('\n', 1)[0]!,
      );
      await use(problem);
    },
    { scope: 'worker' },
  ],

  skipWithoutBrowser: [
    async ({ browserProblem }, use, info) => {
      info.skip(browserProblem !== null, `No Chromium can be started on this machine: ${browserProblem}`);
      await use(undefined);
    },
    { auto: true },
  ],

  telltale: [
    async ({ browserName: _, environment }, use) => {
      if (!existsSync(entry)) throw new Error('Nothing is built yet: run "npm run build" first.');
      const dataDir = await mkdtemp(join(tmpdir(), 'telltale-e2e-'));
      const child = launch(dataDir, environment);
      try {
        await use(await untilReady(child));
      } finally {
        await stop(child);
        await rm(dataDir, { recursive: true, force: true });
      }
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  baseURL: async ({ telltale }, use) => use(telltale.console),

  complaints: async ({ page }, use) => {
    const heard: string[] = [];
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('console', (message) => {
      // A missing thumbnail is an answer, not a fault of the page; the browser reports it all the same.
      const isMissing = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isMissing) heard.push(message.text());
    });
    await use(heard);
  },

  page: async ({ page, telltale }, use) => {
    await page.goto(`/?token=${telltale.token}`);
    await use(page);
  },
});

export { expect } from '@playwright/test';

/** Accessibility faults of what is on screen, as far as axe can find them; empty when there are none. */
export async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

function launch(dataDir: string, environment: Record<string, string>): ChildProcess {
  const flags = ['--console-port', '0', '--service-port', '0', '--scrape-interval', '1s', '--log-level', 'warn'];
  return spawn(process.execPath, [entry, '--data-dir', dataDir, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
}

/** The one line a headless Telltale prints once both of its servers answer. */
async function untilReady(child: ChildProcess): Promise<MonitorReady> {
  const lines = createInterface({ input: child.stdout! });
  const line = once(lines, 'line').then(([text]) => MonitorReady.parse(JSON.parse(text as string)));
  const end = once(child, 'exit').then(([code]) => {
    throw new Error(`Telltale ended with code ${code} before it was ready.`);
  });
  return Promise.race([line, end]);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await ended;
  clearTimeout(patience);
}
