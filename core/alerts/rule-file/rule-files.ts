import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf, type RuleGroup, type RuleFault } from '../../shared/index.ts';
import { readRuleFile } from './read-rule-file.ts';
import { RuleFileError } from './rule-fault.ts';

/** A rule file as it is now. */
export interface RuleFileState {
  /** Its name, without a folder. */
  name: string;
  /** Built in as it came; built in, but edited by the user; or the user's own. */
  origin: 'built-in' | 'edited' | 'own';
  text: string;
  /** What is evaluated: what it said when it last was in order. */
  groups: readonly RuleGroup[];
  /** The line each rule begins at, by group and rule. */
  lines: readonly (readonly number[])[];
  /** Why it is not in order; empty when it is. */
  faults: readonly RuleFault[];
}

export interface RuleFiles {
  /** By name. The folders are looked at on every call; a file is read again only when it changed. */
  list(): readonly RuleFileState[];
  /** Writes a file of the user's, whole or not at all. Throws `RuleFileError` for a text that is no rule file. */
  write(name: string, text: string): void;
  /** Deletes the user's file; a built-in one of that name is in force again. False when there is none. */
  remove(name: string): boolean;
}

interface Folders {
  /** Files that come with Telltale. */
  builtInDir: string;
  /** The user's own, whose files stand before built-in ones of the same name. */
  userDir: string;
}

const LARGEST_FILE_BYTES = 2_000_000;

interface Known {
  stamp: string;
  state: Omit<RuleFileState, 'origin'>;
}

/** The rule files of two folders, `*.yml` and `*.yaml`. */
export function openRuleFiles({ builtInDir, userDir }: Folders): RuleFiles {
  const known = new Map<string, Known>();

  function load(dir: string, name: string): Omit<RuleFileState, 'origin'> | null {
    const path = join(dir, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile()) return null;
    const stamp = `${stat.mtimeMs} ${stat.size} ${stat.ino}`;
    const last = known.get(path);
    if (last?.stamp === stamp) return last.state;
    const state = { ...noRules, ...last?.state, ...read(path, name, stat.size), name };
    known.set(path, { stamp, state });
    return state;
  }

  return {
    list() {
      const files = new Map<string, RuleFileState>();
      for (const name of ruleFileNames(builtInDir)) {
        const state = load(builtInDir, name);
        if (state) files.set(name, { ...state, origin: 'built-in' });
      }
      for (const name of ruleFileNames(userDir)) {
        const state = load(userDir, name);
        if (state) files.set(name, { ...state, origin: files.has(name) ? 'edited' : 'own' });
      }
      return [...files.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    write(name, text) {
      if (Buffer.byteLength(text) > LARGEST_FILE_BYTES) throw tooLarge();
      readRuleFile(text);
      const path = join(userDir, name);
      writeFileSync(`${path}.new`, text);
      renameSync(`${path}.new`, path);
    },
    remove(name) {
      const path = join(userDir, name);
      if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
      rmSync(path);
      known.delete(path);
      return true;
    },
  };
}

const noRules = { text: '', groups: [], lines: [] } as const;

/** What is new about a file: everything when it is in order, else its text and its faults. */
function read(path: string, name: string, size: number): Partial<RuleFileState> & Pick<RuleFileState, 'faults'> {
  const fault = (reason: string) => [{ line: 1, column: 1, group: null, rule: null, reason }];
  if (size > LARGEST_FILE_BYTES) return { faults: fault(tooLarge().message) };
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return { faults: fault(`the file cannot be read: ${reasonOf(error)}`) };
  }
  try {
    return { name, text, ...readRuleFile(text), faults: [] };
  } catch (error) {
    return { text, faults: error instanceof RuleFileError ? error.faults : fault(reasonOf(error)) };
  }
}

const tooLarge = () => new Error(`a rule file may have ${LARGEST_FILE_BYTES / 1_000_000} MB at the most`);

export const isRuleFileName = (name: string): boolean => /^[\p{L}\p{N}_][\p{L}\p{N}_ .-]{0,100}\.ya?ml$/u.test(name);

function ruleFileNames(dir: string): string[] {
  try {
    return readdirSync(dir).filter(isRuleFileName).sort();
  } catch {
    return []; // no such folder: no rules
  }
}
