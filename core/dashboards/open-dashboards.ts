import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dashboard, type DashboardListing, reasonOf } from '../shared/index.ts';
import { readDashboard, slug } from './read-dashboard.ts';

/** A file in a dashboard folder that is not used, and why. */
export interface FileProblem {
  file: string;
  reason: string;
}

export interface Dashboards {
  /** Every dashboard, by title; the user's own hides a built-in one of the same uid. */
  list(): DashboardListing[];
  /** null when there is none of that uid. */
  get(uid: string): Dashboard | null;
  /**
   * Writes a dashboard to the user's own folder, whole or not at all: in the place of the file it came from when that
   * was one of the user's.
   */
  save(dashboard: Dashboard): void;
  /** A uid nobody has yet, made from a title. */
  freeUid(title: string): string;
  /** Files that could not be used. The others are unaffected. */
  problems(): FileProblem[];
}

interface Places {
  /** Dashboards that come with Telltale. */
  builtInDir: string;
  /** The user's own; may not exist. */
  userDir: string;
}

interface Cached {
  stamp: string;
  outcome: { dashboard: Dashboard } | { reason: string };
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
    const found = new Map<string, Dashboard>();
    const problems: FileProblem[] = [];
    for (const dir of [userDir, builtInDir]) {
      const here = new Map<string, string>();
      for (const file of jsonFiles(dir, problems)) {
        const outcome = load(file);
        if (outcome === null) continue;
        if ('reason' in outcome) {
          problems.push({ file, reason: outcome.reason });
          continue;
        }
        const { uid } = outcome.dashboard;
        const twin = here.get(uid);
        if (twin !== undefined) {
          problems.push({ file, reason: `Its uid "${uid}" is that of ${twin}, too. Give one of them another uid.` });
          continue;
        }
        here.set(uid, file);
        if (!found.has(uid)) found.set(uid, outcome.dashboard);
      }
    }
    return { found, problems };
  };

  return {
    list: () =>
      [...scan().found.values()]
        .map(({ uid, title, tags }) => ({ uid, title, tags: tags ?? [] }))
        .sort((a, b) => a.title.localeCompare(b.title, 'en')),
    get: (uid) => scan().found.get(uid) ?? null,
    save(dashboard) {
      const { uid } = dashboard;
      const own = jsonFiles(userDir, []).find((path) => {
        const outcome = load(path);
        return outcome !== null && 'dashboard' in outcome && outcome.dashboard.uid === uid;
      });
      const path = own ?? freeName(join(userDir, fileStem(uid)));
      mkdirSync(userDir, { recursive: true });
      writeFileSync(`${path}.new`, `${JSON.stringify(dashboard, null, 2)}\n`);
      renameSync(`${path}.new`, path);
    },
    freeUid(title) {
      const { found } = scan();
      const first = fileStem(title);
      for (let n = 1; ; n++) {
        const uid = n === 1 ? first : `${first.slice(0, 36)}-${n}`;
        if (!found.has(uid)) return uid;
      }
    },
    problems: () => scan().problems,
  };
}

/** A title may be of letters that make no slug: 面板 is called "dashboard". */
const fileStem = (text: string): string => (/[a-z0-9]/i.test(text.normalize('NFKD')) ? slug(text) : 'dashboard');

/** A file name that is not taken: a file that could not be read must not be written over. */
function freeName(stem: string): string {
  for (let n = 1; ; n++) {
    const path = `${stem}${n === 1 ? '' : `-${n}`}.json`;
    if (!existsSync(path)) return path;
  }
}

function attempt(file: string): Cached['outcome'] {
  try {
    return { dashboard: readDashboard(readFileSync(file, 'utf8')) };
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
