import type { Reporter, TestCase } from '@playwright/test/reporter';

/** A Playwright reporter that says why tests were skipped, which the list does not. */
export default class SkipReasons implements Reporter {
  private readonly reasons = new Map<string, number>();

  onTestEnd(test: TestCase): void {
    const [skip] = test.annotations.filter(({ type }) => type === 'skip');
    if (skip?.description) this.reasons.set(skip.description, (this.reasons.get(skip.description) ?? 0) + 1);
  }

  onEnd(): void {
    for (const [reason, count] of this.reasons) process.stdout.write(`  ${count} skipped: ${reason}\n`);
  }
}
