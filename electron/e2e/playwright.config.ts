import { defineConfig } from '@playwright/test';

/** The window itself: `npx playwright test -c electron/e2e`. Skipped, with the reason, where Electron cannot run. */
export default defineConfig({
  testMatch: '*.spec.ts',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['./skip-reasons.ts']],
  outputDir: '../../test-results/electron',
});
