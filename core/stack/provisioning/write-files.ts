import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Folders of `stack/` whose every file is ours. They are there even when empty: they are mounted. */
const folders = [
  'prometheus',
  'prometheus/rules',
  'alertmanager',
  'grafana/provisioning',
  'grafana/provisioning/datasources',
  'grafana/provisioning/dashboards',
  'grafana/provisioning/alerting',
  'grafana/provisioning/plugins',
  'grafana/dashboards',
];

/**
 * Makes `stack/` hold exactly these files. Each is written beside its place and renamed, so that a container never
 * reads half of one; what is the same stays untouched. Answers the paths that changed, came or went.
 *
 * The programs in the containers have user ids of their own, so the files are readable by all; the data directory
 * above them is its owner's alone.
 */
export async function writeFiles(root: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const changed: string[] = [];
  for (const folder of folders) await openFolder(join(root, folder));
  for (const path of await filesUnder(root)) {
    if (files.has(path)) continue;
    await rm(join(root, path));
    changed.push(path);
  }
  for (const [path, text] of files) {
    const place = join(root, path);
    const old = await readFile(place, 'utf8').catch(() => null);
    if (old === text) continue;
    await openFolder(dirname(place));
    await writeFile(`${place}.new`, text, { mode: 0o644 });
    await rename(`${place}.new`, place);
    changed.push(path);
  }
  return changed;
}

async function openFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await chmod(path, 0o755);
}

/** Paths with slashes, as in the map, of everything in the folders that are ours. */
async function filesUnder(root: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of ['prometheus', 'alertmanager', 'grafana']) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      found.push(
        join(entry.parentPath, entry.name)
          .slice(root.length + 1)
          .replaceAll('\\', '/'),
      );
    }
  }
  return found;
}
