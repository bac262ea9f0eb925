// `npm start`: the window, or the same console in a browser. `npm run headless` (--headless): the console alone.
// Runs before anything is installed, on any Node from 20 on.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { exitCode, keep, say, watchForStop } from './children.mjs';
import { fetchElectron, findElectron, whyNoWindow } from './electron-binary.mjs';
import { openBrowser } from './open-browser.mjs';
import { pinnedNode, prepare, report, root } from './prepare.mjs';
import { runWindow } from './run-window.mjs';

const monitorEntry = join(root, 'dist', 'core', 'main.js');
// Left alone, V8 lets the young generation of the heap grow to 100 MB and keeps them; with 24 MB queries take no longer.
const nodeFlags = ['--max-semi-space-size=8'];

async function main(argv) {
  const headless = argv.includes('--headless');
  const flags = argv.filter((flag) => flag !== '--headless');
  const told = watchForStop();
  await prepare(told);
  if (flags.some((flag) => ['--help', '-h', '--version'].includes(flag))) return answerAndEnd(flags);
  // A person at a terminal wants to read what went wrong, not every line of the log; a setting of theirs wins.
  if (!headless) process.env.TELLTALE_LOG_LEVEL ??= 'warn';
  if (headless) return runMonitor(flags, told, (ready) => process.stdout.write(`${JSON.stringify(ready)}\n`));
  const why = await openWindow(flags, told);
  if (typeof why === 'number') return why;
  if (told.stop.aborted) return told.stop.reason;
  // Said when it is true: a flag the monitor refuses is then the one thing there is to read.
  return runMonitor(flags, told, (ready) => {
    say(`No window: ${why}. The console opens in a browser instead.`);
    showConsole(ready);
  });
}

/** Opens the window and stays until it is closed: the exit code. Or why there is none, as a sentence part. */
async function openWindow(flags, told) {
  const why = whyNoWindow({ platform: process.platform, env: process.env, uid: process.getuid?.() ?? null, flags });
  if (why) return why;
  if (!findElectron(root)) {
    const failed = await fetchElectron(root, { node: pinnedNode(), stop: told.stop });
    if (failed) return failed;
  }
  const electron = findElectron(root);
  return electron ? runWindow(electron, [root, ...flags], told) : "Electron's binary is not there after all";
}

/** Starts the monitor on the pinned Node, calls `onReady` with what it says when it is, and stays until it ends. */
function runMonitor(flags, told, onReady) {
  // A channel instead of a pipe to read: the monitor notices when we are gone, and stops.
  const monitorFlags = flags.filter((flag) => flag !== '--no-sandbox');
  const monitor = spawn(pinnedNode(), [...nodeFlags, monitorEntry, ...monitorFlags], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  monitor.on('message', ({ type, ready, console, token, service }) => {
    if (type === 'ready') onReady({ ready, console, token, service });
  });
  return keep(monitor, told);
}

function showConsole({ console: origin, token, service }) {
  const url = `${origin}/?token=${encodeURIComponent(token)}`;
  process.stdout.write(`\n  Console  ${url}\n  Service  ${service}\n\n  Ctrl-C stops Telltale.\n\n`);
  openBrowser(url);
}

/** --help and --version are the monitor's to answer, on stdout. */
function answerAndEnd(flags) {
  return new Promise((resolve, reject) => {
    const monitor = spawn(pinnedNode(), [monitorEntry, ...flags], { stdio: 'inherit' });
    monitor.once('error', reject);
    monitor.once('exit', (code, signal) => resolve(exitCode(code, signal)));
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  report(error);
}
