import { execFile } from 'node:child_process';
import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where an unpacked Prometheus is kept between runs; git knows nothing of it. */
const cacheDir = join(import.meta.dirname, '../../../node_modules/.cache/telltale/prometheus');
const binary = join(cacheDir, 'usr/bin/prometheus');

/** The path of a Prometheus 3 binary to compare with, or the reason why there is none. */
export async function findPrometheus(): Promise<{ path: string } | { missing: string }> {
  const given = process.env['TELLTALE_PROMETHEUS'];
  if (given) return { path: given };
  if (await exists(binary)) return { path: binary };
  const script = 'node core/promql/differential/fetch-prometheus.ts';
  if (!process.env['CI']) {
    return { missing: `no Prometheus 3 to compare with: run "${script}", or name one in TELLTALE_PROMETHEUS` };
  }
  try {
    await fetchPrometheus();
    return { path: binary };
  } catch (error) {
    return { missing: `Prometheus 3 could not be fetched: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/**
 * Unpacks the Prometheus of Debian's unstable suite into the cache folder; nothing is installed. It comes through apt,
 * from the Debian mirror this machine is configured with and checked by the same key, so it needs a Debian machine.
 */
export async function fetchPrometheus(): Promise<void> {
  const apt = join(cacheDir, '../apt');
  await rm(apt, { recursive: true, force: true });
  for (const folder of ['parts', 'lists/partial', 'cache/archives/partial', 'unpacked']) {
    await mkdir(join(apt, folder), { recursive: true });
  }
  await writeFile(join(apt, 'status'), '');
  await writeFile(join(apt, 'parts/unstable.sources'), await unstableSource());
  const options = Object.entries({
    'Dir::Etc::sourcelist': '/dev/null',
    'Dir::Etc::sourceparts': join(apt, 'parts'),
    'Dir::State': apt,
    'Dir::State::status': join(apt, 'status'),
    'Dir::Cache': join(apt, 'cache'),
    'APT::Sandbox::User': 'root',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled': 'false',
    'Acquire::Languages': 'none',
  }).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await run('apt-get', [...options, 'update']);
  await run('apt-get', [...options, 'download', 'prometheus'], { cwd: apt });
  const deb = (await readdir(apt)).find((file) => file.endsWith('.deb'));
  if (!deb) throw new Error('apt-get download left no package behind');
  await run('dpkg', ['-x', join(apt, deb), join(apt, 'unpacked')]);
  await rm(cacheDir, { recursive: true, force: true });
  await rename(join(apt, 'unpacked'), cacheDir);
  await rm(apt, { recursive: true, force: true });
}

/** The first Debian archive among apt's sources, with its suite replaced by unstable. */
async function unstableSource(): Promise<string> {
  const format = '$(CREATED_BY)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(SIGNED_BY)';
  const { stdout } = await run('apt-get', ['indextargets', '--format', format]);
  for (const line of stdout.split('\n')) {
    const [kind, uri, release, component, signedBy] = line.split('|');
    const isDebian = /\/debian\/?$/.test(uri ?? '') && !/security/.test(release ?? '');
    if (kind !== 'Packages' || !isDebian || component !== 'main') continue;
    const key = signedBy ? `Signed-By: ${signedBy}\n` : '';
    return `Types: deb\nURIs: ${uri}\nSuites: unstable\nComponents: main\n${key}`;
  }
  throw new Error('apt knows no Debian archive on this machine');
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

if (import.meta.main) await fetchPrometheus();
