import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dashboard, type DashboardListing, reasonOf } from '../shared/index.ts';
import type { JsonObject } from './json-object.ts';
import { listingOf } from './listing.ts';
import { type ReadDashboard, readDashboard, toDrawable } from './read-dashboard.ts';
import { slug } from './slug.ts';

/** A file in a dashboard folder that is not used, and why. */
export interface FileProblem {
  file: string;
  reason: string;
}

export interface Dashboards {
  /** Every dashboard, by title; the user's own hides a built-in one of the same uid. */
  list(): DashboardListing[];
  /** To be drawn; null when there is none of that uid. */
  get(uid: string): Dashboard | null;
  /** As it was written, with where it is from; null when there is none of that uid. */
  read(uid: string): KeptDashboard | null;
  /**
   * Writes a dashboard to the user's own folder, whole or not at all: in the place of the file it came from when that
   * was one of the user's. Throws DashboardProblem when the JSON is no dashboard.
   */
  save(json: JsonObject): KeptDashboard;
  /** Removes the user's own; a built-in one it hid is there again. False when the user has none of that uid. */
  delete(uid: string): boolean;
  /** A uid nobody has yet, made from a title. */
  freeUid(title: string): string;
  /** Files that could not be used. The others are unaffected. */
  problems(): FileProblem[];
}

export interface KeptDashboard extends ReadDashboard {
  origin: DashboardListing['origin'];
}

interface Places {
  /** Dashboards that come with Telltale. */
  builtInDir: string;
  /** The user's own; may not exist. */
  userDir: string;
}

interface Cached {
  stamp: string;
  outcome: ReadDashboard | { reason: string };
}

interface Found {
  file: string;
  read: ReadDashboard;
}

/**
 * Dashboards are the `.json` files of two folders. The folders are looked at on every call, so that a file dropped in
 * is there at once; a file is read again only when it changed.
 */
export function openDashboards({ builtInDir, userDir }: Places): Dashboards {
  const cache = new Map<string, Cached>();

  const load = (file: string): Cached['outcome'] | null => {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat?.isFile()) return null;
    const stamp = `${stat.mtimeMs} ${stat.size} ${stat.ino}`;
    const known = cache.get(file);
    if (known?.stamp === stamp) return known.outcome;
    const outcome = attempt(file);
    cache.set(file, { stamp, outcome });
    return outcome;
  };

  const scan = () => {
    const own = new Map<string, Found>();
    const builtIn = new Map<string, Found>();
    const problems: FileProblem[] = [];
    for (const [dir, here] of [
      [userDir, own],
      [builtInDir, builtIn],
    ] as const) {
      for (const file of jsonFiles(dir, problems)) {
        const outcome = load(file);
        if (outcome === null) continue;
        if ('reason' in outcome) {
          problems.push({ file, reason: outcome.reason });
          continue;
        }
        const { uid } = outcome.dashboard;
        const twin = here.get(uid);
        if (twin === undefined) here.set(uid, { file, read: outcome });
        else
          problems.push({
            file,
            reason: `Its uid "${uid}" is that of ${twin.file}, too. Give one of them another uid.`,
          });
      }
    }
    const found = new Map<string, KeptDashboard>();
    for (const [uid, { read }] of builtIn) found.set(uid, { ...read, origin: 'built-in' });
    for (const [uid, { read }] of own) found.set(uid, { ...read, origin: builtIn.has(uid) ? 'changed' : 'own' });
    return { found, own, problems };
  };

  return {
    list: () =>
      [...scan().found.values()]
        .map(({ dashboard, origin }) => listingOf(dashboard, origin))
        .sort((a, b) => a.title.localeCompare(b.title, 'en')),
    get: (uid) => scan().found.get(uid)?.dashboard ?? null,
    read: (uid) => scan().found.get(uid) ?? null,
    save(json) {
      const { uid } = toDrawable(json);
      const path = scan().own.get(uid)?.file ?? freeName(join(userDir, slug(uid)));
      mkdirSync(userDir, { recursive: true });
      writeFileSync(`${path}.new`, `${JSON.stringify(json, null, 2)}\n`);
      renameSync(`${path}.new`, path);
      return scan().found.get(uid)!;
    },
    delete(uid) {
      const own = scan().own.get(uid);
      if (!own) return false;
      rmSync(own.file);
      return true;
    },
    freeUid(title) {
      const { found } = scan();
      const first = slug(title);
      for (let n = 1; ; n++) {
        const uid = n === 1 ? first : `${first.slice(0, 36)}-${n}`;
        if (!found.has(uid)) return uid;
      }
    },
    problems: () => scan().problems,
  };
}

/** A file name that is not taken: a file that could not be read must not be written over. */
function freeName(stem: string): string {
  for (let n = 1; ; n++) {
    const path = `${stem}${n === 1 ? '' : `-${n}`}.json`;
    if (!existsSync(path)) return path;
  }
}

function attempt(file: string): Cached['outcome'] {
  try {
    return readDashboard(readFileSync(file, 'utf8'));
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** The `.json` files of a folder in the order of their names; none when there is no such folder. */
function jsonFiles(dir: string, problems: FileProblem[]): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .sort()
      .map((name) => join(dir, name));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!isMissing) problems.push({ file: dir, reason: `The folder cannot be read: ${reasonOf(error)}.` });
    return [];
  }
}
