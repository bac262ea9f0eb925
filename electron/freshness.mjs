// What is installed and built already, found out without npm and without Vite, in a few dozen milliseconds.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Beside what it vouches for, so that deleting the one deletes the other. */
const installStamp = (root) => join(root, 'node_modules', '.telltale-install');
const buildStamp = (root) => join(root, 'dist', '.stamp');

/** Everything the build reads. Assets are read when Telltale runs, tests never. */
const sources = [
  'core',
  'renderer',
  'electron',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];
const notBuilt = /\.(test\.tsx?|mjs|md|ya?ml)$|^(e2e|testing|testdata|node_modules|\..*)$/;

/** What a build must have left behind, or the stamp says nothing. */
const products = ['core/main.js', 'renderer/index.html', 'electron/main.js', 'electron/preload.cjs'];

const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null);
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

/** Identifies the packages wanted here: a checkout shared with another kind of machine needs other binaries. */
const wantedInstall = (root) =>
  sha256(readFileSync(join(root, 'package-lock.json')), process.platform, process.arch).slice(0, 32);

/** Whether node_modules holds what the lock file asks for, whoever installed it. */
export function installIsFresh(root) {
  if (textOf(installStamp(root)) === wantedInstall(root)) return true;
  // An `npm install` by hand leaves no stamp of ours, but npm's own record of what it put there.
  const record = textOf(join(root, 'node_modules', '.package-lock.json'));
  if (record === null) return false;
  const installed = JSON.parse(record).packages;
  const holds = packagesFor(root).every(([path, { version }]) => installed[path]?.version === version);
  if (holds) stampInstall(root);
  return holds;
}

export const stampInstall = (root) => writeFileSync(installStamp(root), wantedInstall(root));

/** The lock file's packages that belong on this machine, as [path, entry]. */
export function packagesFor(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).filter(([path, entry]) => path !== '' && belongsHere(entry));
}

function belongsHere({ optional, os, cpu, libc }) {
  if (!optional) return true;
  // Without a platform an optional package may be left out for reasons of its own; npm decides.
  if (!os || !cpu) return false;
  if (!allows(os, process.platform) || !allows(cpu, process.arch)) return false;
  return !libc || allows(libc, process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl');
}

const allows = (list, value) =>
  list.some((item) => item.startsWith('!')) ? !list.includes(`!${value}`) : list.includes(value);

/** A fingerprint of all the build reads, by content: switching branches and back is not a change. */
export function buildFingerprint(root) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((name) => filesUnder(root, name))) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(root, path) {
  const entries = readdirSyncOrNull(join(root, path));
  if (entries === null) return existsSync(join(root, path)) ? [path] : [];
  return entries
    .filter((entry) => !notBuilt.test(entry.name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`]));
}

function readdirSyncOrNull(path) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return null;
  }
}

export const buildIsFresh = (root, fingerprint = buildFingerprint(root)) =>
  textOf(buildStamp(root)) === fingerprint && products.every((name) => existsSync(join(root, 'dist', name)));

/** Before a build, so that one that fails or is interrupted is not taken for good. */
export const forgetBuild = (root) => rmSync(buildStamp(root), { force: true });

export function stampBuild(root, fingerprint) {
  mkdirSync(dirname(buildStamp(root)), { recursive: true });
  writeFileSync(buildStamp(root), fingerprint);
}
