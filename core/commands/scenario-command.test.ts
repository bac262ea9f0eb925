import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const entry = fileURLToPath(new URL('./scenario-command.ts', import.meta.url));
const running: ReturnType<typeof launch>[] = [];

afterEach(() => {
  for (const { child } of running.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});

function launch(...args: string[]) {
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  return { child, said: () => said, exit };
}

const run = (...args: string[]) => {
  const begun = launch(...args);
  running.push(begun);
  return begun;
};

/** Processes that have `pid` for a parent; what a killed parent leaves behind belongs to another. */
const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]) === pid;
      } catch {
        return false; // gone meanwhile
      }
    })
    .map(Number);

const isAlive = (pid: number) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe('npm run scenario', { timeout: 150_000 }, () => {
  it.each([
    [['nonsense'], 'There is no scenario nonsense.'],
    [[], 'Which scenario?'],
    [['drift', '--quick'], "Unknown option '--quick'"],
    [['error-alert', '--threshold', 'many'], '--threshold is a number above 0, or fitting: many'],
    [['drift', '--threshold', '20'], '--threshold is for error-alert.'],
    [['drift', '--console', 'here'], '--console is no address: here'],
  ])('%j is refused with exit code 2 and the usage', async (args, says) => {
    const { said, exit } = run(...args);
    expect(await exit).toBe(2);
    expect(said()).toContain(says);
    expect(said()).toContain('Usage: npm run scenario');
  });

  it('names who should have answered when there is no console at the address', async () => {
    const { said, exit } = run('drift', '--fast', '--console', 'http://127.0.0.1:9', '--token', 't');
    expect(await exit).toBe(1);
    expect(said()).toContain('No Telltale answers at http://127.0.0.1:9');
  });

  it('exits with 1 when a condition is not met: errors that cannot reach the threshold', async () => {
    const { said, exit } = run('error-alert', '--fast', '--threshold', '1000000');
    expect(await exit).toBe(1);
    expect(said()).toContain('FAILED  Pending: the alert is pending (normal)');
    expect(said()).toContain('FAILED after');
  });

  it('stops the scenario and its own Telltale at Ctrl-C', async ({ skip }) => {
    skip(process.platform !== 'linux', 'looks for processes in /proc');
    const { child, said, exit } = run('service-load', '--fast');
    await expect.poll(said, { timeout: 60_000 }).toContain('1/4 ok');
    const monitors = childrenOf(child.pid!);
    const descendants = [...monitors, ...monitors.flatMap(childrenOf)];
    expect(descendants.length).toBeGreaterThan(1);
    child.kill('SIGINT');
    expect(await exit).toBe(130);
    expect(said()).toContain('STOPPED after');
    await expect.poll(() => descendants.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  });
});
