import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Checkout, standInCheckout } from './testing/stand-in-checkout.ts';

let checkout: Checkout;
beforeEach(() => {
  checkout = standInCheckout();
});
afterEach(() => checkout.remove());

async function prepare(args: string[] = [], env: Record<string, string> = {}) {
  const running = checkout.start('prepare.mjs', args, env);
  const { code } = await running.ended;
  return { code, stderr: running.stderr(), stdout: running.stdout() };
}

describe('prepare', () => {
  it('installs and builds on a fresh clone, and says so', async () => {
    const { code, stderr, stdout } = await prepare();
    expect(code).toBe(0);
    expect(checkout.npmCalls()).toEqual(['ci', 'run build warn']);
    expect(stderr).toMatch(/Installing 1 packages from the lock file \(first run only\)…[^]*Building the console…/);
    expect(stdout).toBe('');
  });

  it('does nothing, silently, when nothing has changed', async () => {
    await prepare();
    expect(await prepare()).toEqual({ code: 0, stderr: '', stdout: '' });
    expect(checkout.npmCalls()).toHaveLength(2);
  });

  it('accepts what "npm install" by hand has installed', async () => {
    await prepare();
    rmSync(join(checkout.root, 'node_modules', '.telltale-install'));
    expect((await prepare()).stderr).toBe('');
  });

  it('installs again when the lock file asks for another version', async () => {
    await prepare();
    checkout.write('package-lock.json', '{"packages":{"node_modules/node":{"version":"24.1.0"}}}');
    expect((await prepare()).stderr).toContain('the lock file has changed');
    expect(checkout.npmCalls()).toEqual(['ci', 'run build warn', 'ci', 'run build warn']);
  });

  it.each(['core/main.ts', 'renderer/new.tsx', 'electron/main.ts', 'vite.config.ts'])(
    'builds again when %s has changed',
    async (path) => {
      await prepare();
      checkout.write(path, '// changed');
      await prepare();
      expect(checkout.npmCalls()).toEqual(['ci', 'run build warn', 'run build warn']);
    },
  );

  it('does not build for a change in tests or documents', async () => {
    await prepare();
    for (const path of ['core/main.test.ts', 'core/README.md', 'core/store/testdata/a.json', 'renderer/e2e/a.ts']) {
      checkout.write(path, 'changed');
    }
    expect((await prepare()).stderr).toBe('');
  });

  it('builds again after a build that failed, and when the products are gone', async () => {
    const failed = await prepare([], { BUILD_FAULT: '1' });
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('no such export');
    expect(failed.stderr).toContain('The build failed; what it said is above.');
    await prepare();
    rmSync(join(checkout.root, 'dist', 'core'), { recursive: true });
    expect((await prepare()).stderr).toContain('Building');
  });

  it.each([
    {
      fault: 'request to https://registry failed, reason: getaddrinfo ENOTFOUND registry',
      say: /registry cannot be reached \(ENOTFOUND\)/,
    },
    { fault: 'ENOSPC: no space left on device', say: /disk is full/ },
    { fault: 'EACCES: permission denied', say: /may not write/ },
    { fault: 'something new', say: /what npm said is above/ },
  ])('explains an install that failed with "$fault"', async ({ fault, say }) => {
    const { code, stderr } = await prepare([], { NPM_FAULT: fault });
    expect(code).toBe(1);
    expect(stderr).toMatch(say);
    expect(stderr).not.toMatch(/ at .*\.mjs:\d/);
  });

  it('lets one command install while another waits and then finds nothing to do', async () => {
    const both = await Promise.all([prepare([], { NPM_SLOW: '800' }), prepare([], { NPM_SLOW: '800' })]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(checkout.npmCalls()).toEqual(['ci', 'run build warn']);
    expect(both.map(({ stderr }) => stderr).join('')).toMatch(/Another command \(.*\) is installing or building here/);
  });

  it('takes the lock over from a command that was killed', async () => {
    checkout.write('dist/.preparing', '999999999');
    expect((await prepare()).code).toBe(0);
  });

  it('runs the script it is given and passes its exit code on', async () => {
    expect(await prepare(['check'])).toMatchObject({ code: 0, stdout: 'checked\n' });
    expect((await prepare(['check'], { CHECK_CODE: '3' })).code).toBe(3);
    expect(checkout.npmCalls()).toEqual(['ci', 'run build warn', 'run check', 'run check']);
  });

  it('ends the install when asked to stop', async () => {
    const running = checkout.start('prepare.mjs', [], { NPM_SLOW: '60000' });
    await running.until(/Installing/);
    running.child.kill('SIGTERM');
    expect((await running.ended).code).toBe(143);
    expect(checkout.npmCalls()).not.toContain('run build warn');
  });
});
