import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from './index.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'telltale-store-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

it.each([3, 250, 1100])('a process killed after %i scrapes has lost none of those it said were done', async (after) => {
  const file = join(dir, 'telltale.db');
  const script = join(import.meta.dirname, 'testdata', 'append-forever.ts');
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let last = -1;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last >= after) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');

  const store = openStore({ file });
  const found = await store.select([{ name: '__name__', op: '=', value: 'm' }], 0, Infinity);
  expect(store.notices).toEqual([]);
  store.close();
  expect(found).toHaveLength(50);
  for (const { labels, timestampsMs, values } of found) {
    // One scrape more may be in the file: killed between committing and saying so.
    expect(timestampsMs.length - (last + 1)).toBeOneOf([0, 1]);
    expect(values[last]).toBe(Number(labels['i']) * last);
    expect(timestampsMs[last]).toBe(1_800_000_000_000 + last * 5000);
  }
});
