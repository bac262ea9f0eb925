// Electron's npm package holds no binary: it is fetched from its makers' site at the first start that wants a window.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep, say } from './children.mjs';

/** Long enough for 120 MB over a slow line; a site that cannot be reached is noticed at once. */
const fetchLimitMs = 5 * 60_000;
const probeLimitMs = 15_000;

const home = (root) => join(root, 'node_modules', 'electron');
const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '');

/**
 * Why no window can be opened here, as a sentence part, or null when nothing stands in its way. `uid` is null where
 * there are no users by number.
 */
export function whyNoWindow({ platform, env, uid, flags }) {
  if (platform !== 'linux') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display here';
  if (uid === 0 && !flags.includes('--no-sandbox')) {
    return 'Electron does not run as root with its sandbox on (start as another user, or add --no-sandbox if you must)';
  }
  return null;
}

/** The path of Electron's executable, or null when it has not been fetched, or not this version. */
export function findElectron(root, env = process.env) {
  const executable = textOf(join(home(root), 'path.txt'));
  if (env.ELECTRON_OVERRIDE_DIST_PATH) {
    const path = join(env.ELECTRON_OVERRIDE_DIST_PATH, executable || 'electron');
    return existsSync(path) ? path : null;
  }
  const path = join(home(root), 'dist', executable);
  const fetched = textOf(join(home(root), 'dist', 'version')).replace(/^v/, '');
  return executable && fetched === electronVersion(root) && existsSync(path) ? path : null;
}

const electronVersion = (root) => JSON.parse(textOf(join(home(root), 'package.json')) || '{}').version;

/**
 * Fetches Electron's executable into node_modules with its own installer, which checks what it got against the
 * checksums in the package. Resolves with null, or with why it could not be had.
 */
export async function fetchElectron(root, { node, stop }) {
  const version = electronVersion(root);
  if (!version) return 'the electron package is not installed';
  say(`Fetching Electron ${version} (about 120 MB, first run only)…`);
  const giveUp = new AbortController();
  // A host that refuses fails the installer too, in its own time; one that never answers would be waited for in vain.
  // The installer is not held back for the answer: it needs no host when the file is in its cache.
  const unreachable = probe(version).then((trouble) => {
    if (trouble?.silent) giveUp.abort();
    return trouble?.why;
  });
  const { code, tail } = await runStep(node, [join(home(root), 'install.js')], {
    cwd: root,
    // Node's own switch to honour HTTP(S)_PROXY, as npm does.
    env: { ...process.env, NODE_USE_ENV_PROXY: '1' },
    stop: AbortSignal.any([stop, giveUp.signal]),
    still: 'Still fetching Electron',
    limitMs: fetchLimitMs,
    quiet: true,
  });
  if (code === 0) return null;
  return `Electron's binary could not be fetched (${(await unreachable) ?? reasonIn(tail) ?? 'it took too long'})`;
}

/** Resolves with why the site the binary comes from cannot be reached, or null when it answers, whatever it says. */
async function probe(version) {
  const { env } = process;
  // Behind a proxy the host need not be reachable from here.
  if (env.HTTPS_PROXY || env.https_proxy) return null;
  const mirror =
    env.npm_config_electron_mirror || env.ELECTRON_MIRROR || 'https://github.com/electron/electron/releases/download/';
  try {
    await fetch(`${mirror}${version}/`, { method: 'HEAD', signal: AbortSignal.timeout(probeLimitMs) });
    return null;
  } catch (error) {
    const silent = error.name === 'TimeoutError';
    const what = silent ? 'no answer' : (error.cause?.code ?? error.message);
    return { silent, why: `${URL.canParse(mirror) ? new URL(mirror).host : mirror} cannot be reached: ${what}` };
  }
}

/** The line of an installer's output that says what went wrong. */
const reasonIn = (tail) =>
  /\b(E[A-Z_]{4,}|UND_ERR_\w+)\b/.exec(tail)?.[1] ?? /^\w*Error: (.{1,160})$/m.exec(tail)?.[1] ?? null;
