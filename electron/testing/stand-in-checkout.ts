/**
 * For the tests of the two commands: a small checkout in a temporary folder with the real scripts, and stand-ins for
 * the programs they run (npm, the build, the monitor, Electron). Nothing is downloaded and nothing of ours is touched.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const scripts = join(import.meta.dirname, '..');

/** Writes down how it was called, then leaves behind what the real npm would. */
const npm = `
import { appendFileSync, cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
const args = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
appendFileSync('npm.log', args.join(' ') + '\\n');
const fault = process.env.NPM_FAULT;
if (args[0] === 'ci') {
  if (fault) { console.error('npm error ' + fault); process.exit(1); }
  if (process.env.NPM_SLOW) await new Promise((resolve) => setTimeout(resolve, Number(process.env.NPM_SLOW)));
  mkdirSync('node_modules/node/bin', { recursive: true });
  cpSync('package-lock.json', 'node_modules/.package-lock.json');
  const node = 'node_modules/node/bin/node';
  if (process.platform !== 'win32' && !existsSync(node)) symlinkSync(process.execPath, node);
  console.log('added 2 packages');
}
if (args[0] === 'run' && args[1] === 'build') {
  if (process.env.BUILD_FAULT) { console.error('no such export'); process.exit(1); }
  for (const name of ['core', 'renderer', 'electron']) mkdirSync('dist/' + name, { recursive: true });
  for (const name of ['renderer/index.html', 'electron/main.js', 'electron/preload.cjs']) writeFileSync('dist/' + name, '');
  cpSync('monitor.js', 'dist/core/main.js');
}
if (args[0] === 'run' && args[1] === 'check') { console.log('checked'); process.exit(Number(process.env.CHECK_CODE ?? 0)); }
`;

/** The monitor's contract with whoever starts it, and a child of its own, as the service is. */
const monitor = `
import { spawn } from 'node:child_process';
const flags = process.argv.slice(2);
if (flags.includes('--help')) { console.log('usage'); process.exit(0); }
if (flags.includes('--bogus')) { console.error("Unknown option '--bogus'. See --help."); process.exit(2); }
const service = spawn(process.execPath, ['-e', "process.on('disconnect', () => process.exit(0)); setInterval(() => {}, 1000)"], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
const stop = () => { console.error('monitor stopped'); process.exit(0); };
if (!flags.includes('--deaf')) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  process.on('message', ({ type }) => type === 'stop' && stop());
} else for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.on('disconnect', stop);
console.error('pids ' + process.pid + ' ' + service.pid);
console.error('flags ' + flags.join(' '));
const ready = { ready: true, console: 'http://127.0.0.1:4400', token: 'a+b', service: 'http://127.0.0.1:8000' };
console.log(JSON.stringify(ready));
process.send?.({ type: 'ready', ...ready });
`;

const files: Record<string, string> = {
  'package.json': '{"type":"module"}',
  'package-lock.json': JSON.stringify({
    packages: {
      '': {},
      'node_modules/node': { version: '24.0.0' },
      'node_modules/elsewhere': { version: '1.0.0', optional: true, os: ['plan9'], cpu: ['mips'] },
    },
  }),
  'vite.config.ts': '',
  'tsconfig.json': '{}',
  'core/main.ts': '// the monitor',
  'monitor.js': monitor,
  'npm-cli.js': npm,
};

export interface Checkout {
  root: string;
  write(path: string, text: string): void;
  /** The commands npm was given so far, in order. */
  npmCalls(): string[];
  /** Starts one of the scripts as npm would, on `env` added to a bare environment. */
  start(script: 'start.mjs' | 'prepare.mjs', args?: string[], env?: Record<string, string>): Running;
  remove(): void;
}

export interface Running {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves when stdout or stderr holds what `pattern` finds; rejects with all that was said, in the end. */
  until(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

export function standInCheckout(): Checkout {
  const root = mkdtempSync(join(tmpdir(), 'telltale-checkout-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  mkdirSync(join(root, 'electron'));
  for (const name of readdirSync(scripts).filter((file) => file.endsWith('.mjs'))) {
    cpSync(join(scripts, name), join(root, 'electron', name));
  }
  const log = join(root, 'npm.log');
  return {
    root,
    write,
    npmCalls: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []),
    start: (script, args = [], env = {}) =>
      run(process.execPath, [join(root, 'electron', script), ...args], root, {
        PATH: process.env['PATH'] ?? '',
        npm_execpath: join(root, 'npm-cli.js'),
        npm_node_execpath: process.execPath,
        ...env,
      }),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Puts an executable where Electron's would be: a program of the test's that talks over the same channel. */
export function standInElectron(checkout: Checkout, program: string): void {
  const electron = 'node_modules/electron';
  checkout.write(`${electron}/package.json`, '{"version":"45.0.0"}');
  checkout.write(`${electron}/path.txt`, 'electron');
  checkout.write(`${electron}/dist/version`, 'v45.0.0');
  checkout.write(`${electron}/dist/electron`, `#!${process.execPath}\n${program}`);
  chmodSync(join(checkout.root, electron, 'dist', 'electron'), 0o755);
}

export function run(command: string, args: string[], cwd: string, env: Record<string, string>): Running {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (chunk) => (said[name] += String(chunk)));
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return {
    child,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    ended,
    async until(pattern, withinMs = 10_000) {
      for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(20)) {
        const found = pattern.exec(`${said.stdout}\n${said.stderr}`);
        if (found) return found;
      }
      throw new Error(`${pattern} was never said, but: ${JSON.stringify(said)}`);
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that has ended stays listed on Linux until its parent, here whatever adopts orphans, has noticed.
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Resolves with whether all of `pids` are gone within `withinMs`. */
export async function areGone(pids: number[], withinMs: number): Promise<boolean> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(50)) {
    if (!pids.some(isRunning)) return true;
  }
  return false;
}
