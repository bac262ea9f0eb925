// Installs what is missing and builds what is stale, before `npm start` and `npm test` do their job.
// Runs on a fresh clone: Node's own modules only, and any Node from 20 on.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCode, runStep, say, watchForStop } from './children.mjs';
import {
  buildFingerprint,
  buildIsFresh,
  forgetBuild,
  installIsFresh,
  packagesFor,
  stampBuild,
  stampInstall,
} from './freshness.mjs';
import { isAlive } from './parents.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** A failure with a sentence for a person; `code` is what the program ends with. */
export class Failure extends Error {
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

/** Makes the checkout ready to run. Prints and does nothing when it is. Throws `Failure`. */
export async function prepare({ stop }) {
  refuseOldNode();
  if (installIsFresh(root) && buildIsFresh(root)) return;
  const unlock = await lockCheckout(stop);
  try {
    // Looked at again: another command may have done the work while we waited for it.
    if (!installIsFresh(root)) await install(stop);
    const fingerprint = buildFingerprint(root);
    if (!buildIsFresh(root, fingerprint)) await build(fingerprint, stop);
  } finally {
    unlock();
  }
}

function refuseOldNode() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Failure(
      `Node 20 or newer is needed to set Telltale up; this is ${process.versions.node}. See https://nodejs.org.`,
    );
  }
}

/** The Node that Telltale runs on: the one its lock file pins, whatever the machine has. */
export function pinnedNode() {
  const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Failure(
    'Node 24 was not installed, because install scripts are switched off. Run "npm rebuild node --ignore-scripts=false", or use Node 24 yourself.',
  );
}

async function install(stop) {
  const count = packagesFor(root).length;
  const first = !existsSync(join(root, 'node_modules'));
  say(
    first
      ? `Installing ${count} packages from the lock file (first run only)…`
      : `Installing ${count} packages: the lock file has changed…`,
  );
  // Windows cannot delete the Node we run on, which lives in node_modules: there, npm changes what differs.
  const how = process.platform === 'win32' && !first ? ['install', '--no-save'] : ['ci'];
  const result = await runNpm([...how, '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'], {
    stop,
    still: 'Still installing',
  });
  endIfAsked(stop);
  if (result.code !== 0) throw new Failure(whyInstallFailed(result.tail));
  stampInstall(root);
}

async function build(fingerprint, stop) {
  pinnedNode();
  say('Building the console…');
  forgetBuild(root);
  const result = await runNpm(['run', '--silent', 'build', '--', '--logLevel', 'warn'], {
    stop,
    still: 'Still building',
  });
  endIfAsked(stop);
  if (result.code !== 0) throw new Failure('The build failed; what it said is above.');
  stampBuild(root, fingerprint);
}

const endIfAsked = (stop) => {
  if (stop.aborted) throw new Failure('', stop.reason);
};

async function runNpm(args, options) {
  const { command, first, shell } = npm();
  try {
    return await runStep(command, [...first, ...args], { ...options, cwd: root, shell });
  } catch (error) {
    throw error.code === 'ENOENT'
      ? new Failure('npm was not found. Install Node.js with npm from https://nodejs.org.')
      : error;
  }
}

/** The npm that runs us, on the Node that runs it: the one in node_modules may be replaced while it works. */
function npm() {
  const cli = process.env.npm_execpath;
  if (cli && basename(cli) === 'npm-cli.js') {
    return { command: process.env.npm_node_execpath ?? process.execPath, first: [cli], shell: false };
  }
  return process.platform === 'win32'
    ? { command: 'npm.cmd', first: [], shell: true }
    : { command: 'npm', first: [], shell: false };
}

function whyInstallFailed(tail) {
  const network = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)\b/.exec(
    tail,
  );
  if (network) {
    return `The npm registry cannot be reached (${network[1]}). Check the network and npm's proxy settings, then run the same command again.`;
  }
  if (/\bENOSPC\b/.test(tail)) return 'The disk is full. Make room, then run the same command again.';
  if (/\b(EACCES|EPERM|EBUSY)\b/.test(tail)) {
    return `npm may not write in ${root}. Check who owns it, stop any Telltale running from it, then run the same command again.`;
  }
  if (/in sync|\bEUSAGE\b/.test(tail))
    return 'package.json and package-lock.json disagree. Run "npm install" once, then the same command again.';
  return 'The packages could not be installed; what npm said is above.';
}

const lockPath = join(root, 'dist', '.preparing');

/** One command at a time may install or build here. Resolves with what gives the lock back. */
async function lockCheckout(stop) {
  mkdirSync(dirname(lockPath), { recursive: true });
  for (let waiting = false; ; waiting = true) {
    try {
      writeFileSync(lockPath, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw new Failure(`Telltale cannot write in ${dirname(lockPath)}: ${error.message}`);
    }
    const holder = lockHolder();
    if (holder === null) rmSync(lockPath, { force: true });
    else {
      if (!waiting) say(`Another command (${holder}) is installing or building here; waiting for it…`);
      await new Promise((resolve) => setTimeout(resolve, 250));
      endIfAsked(stop);
    }
  }
  const unlock = () => rmSync(lockPath, { force: true });
  process.once('exit', unlock);
  return () => {
    process.off('exit', unlock);
    unlock();
  };
}

/** Who has the lock, or null when its owner died without giving it back. */
function lockHolder() {
  try {
    const pid = Number(readFileSync(lockPath, 'utf8'));
    if (pid > 0) return isAlive(pid) ? `process ${pid}` : null;
    // Made a moment ago and not written yet, unless its owner died in that moment.
    return Date.now() - statSync(lockPath).mtimeMs < 5000 ? 'just started' : null;
  } catch {
    return null;
  }
}

/** Reports what went wrong in one line and sets the exit code. */
export function report(error) {
  if (!(error instanceof Failure)) throw error;
  if (error.message) say(error.message);
  process.exitCode = error.code;
}

/** `node electron/prepare.mjs [script [arguments]]`: prepare, then that npm script. */
async function main([script, ...args]) {
  const { stop } = watchForStop();
  await prepare({ stop });
  if (!script) return;
  const { command, first, shell } = npm();
  const child = spawn(command, [...first, 'run', script, '--', ...args], { cwd: root, stdio: 'inherit', shell });
  stop.addEventListener('abort', () => child.kill('SIGTERM'));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(exitCode(code, signal)));
  });
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main(process.argv.slice(2)).catch(report);
