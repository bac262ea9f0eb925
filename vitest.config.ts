import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['core/**/*.test.ts', 'electron/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', '*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**', 'renderer/e2e/**'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
