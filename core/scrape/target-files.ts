import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, matchesGlob, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { reasonOf } from '../shared/index.ts';
import { TargetGroup } from './scrape-config.ts';

const Groups = z.array(TargetGroup);

/**
 * Reads the target files of `file_sd_configs`: JSON or YAML lists of groups. Patterns may have `*` in their last part and
 * are relative to `dir`. A file that cannot be read is told to `fault` and contributes what `last` held for it.
 */
export async function readTargetFiles(
  patterns: readonly string[],
  dir: string,
  last: ReadonlyMap<string, TargetGroup[]>,
  fault: (message: string) => void,
): Promise<Map<string, TargetGroup[]>> {
  const found = new Map<string, TargetGroup[]>();
  for (const pattern of patterns) {
    for (const file of await matching(resolve(dir, pattern))) {
      try {
        // YAML reads JSON too.
        const groups = Groups.parse(parse(await readFile(file, 'utf8'), { schema: 'failsafe' }) || []);
        found.set(
          file,
          groups.map((group) => ({ ...group, labels: { ...group.labels, __meta_filepath: file } })),
        );
      } catch (error) {
        fault(`${file}: ${error instanceof z.ZodError ? z.prettifyError(error) : reasonOf(error)}`);
        found.set(file, last.get(file) ?? []);
      }
    }
  }
  return found;
}

async function matching(pattern: string): Promise<string[]> {
  const dir = dirname(pattern);
  const names = await readdir(dir).catch(() => []);
  return names
    .filter((name) => matchesGlob(name, basename(pattern)))
    .map((name) => join(dir, name))
    .sort();
}
