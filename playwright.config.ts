import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** The first browser there is: the one named, Debian's, or Google's where Playwright finds it itself. */
const named = process.env['TELLTALE_CHROMIUM'];
const executablePath = [named, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path && existsSync(path),
);

export default defineConfig({
  testDir: 'renderer/e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: false,
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
    ...(executablePath ? {} : { channel: 'chrome' }),
    trace: 'retain-on-failure',
  },
});
