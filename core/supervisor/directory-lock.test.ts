import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { lockDirectory } from './directory-lock.ts';

const dir = mkdtempSync(join(tmpdir(), 'telltale-lock-'));
afterAll(() => rmSync(dir, { recursive: true }));

it('refuses a second holder, naming the first, until it is released', async () => {
  const release = await lockDirectory(dir);
  await expect(lockDirectory(dir)).rejects.toThrow(`Another Telltale (process ${process.pid}) is using ${dir}`);
  await release();
  const releaseNext = await lockDirectory(dir);
  await releaseNext();
});

it('is free again after its holder was killed', async () => {
  const holder = fork(fileURLToPath(new URL('./testdata/lock-holder.ts', import.meta.url)), [dir]);
  await once(holder, 'message');
  await expect(lockDirectory(dir)).rejects.toThrow(`process ${holder.pid}`);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const releaseNext = await lockDirectory(dir);
  await releaseNext();
});

it('works in a directory whose path is too long for a socket', async () => {
  const deep = mkdtempSync(join(dir, 'd'.repeat(120)));
  const release = await lockDirectory(deep);
  await expect(lockDirectory(deep)).rejects.toThrow('is using');
  await release();
});
