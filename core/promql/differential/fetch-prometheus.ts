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
 * Unpacks the newest Prometheus of the distribution into the cache folder; nothing is installed. It comes through apt,
 * from the mirror this machine is configured with and checked by the same key, so it needs Debian or Ubuntu.
 */
export async function fetchPrometheus(): Promise<void> {
  const apt = join(cacheDir, '../apt');
  await rm(apt, { recursive: true, force: true });
  for (const folder of ['parts', 'lists/partial', 'cache/archives/partial', 'unpacked']) {
    await mkdir(join(apt, folder), { recursive: true });
  }
  await writeFile(join(apt, 'status'), '');
  await writeFile(join(apt, 'parts/newest.sources'), await newestSource());
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
  await requireVersion3(join(apt, 'unpacked/usr/bin/prometheus'));
  await rm(cacheDir, { recursive: true, force: true });
  await rename(join(apt, 'unpacked'), cacheDir);
  await rm(apt, { recursive: true, force: true });
}

/** Where each distribution puts its newest packages, and Prometheus among them. */
const newest: Record<string, { suite: string; component: string }> = {
  debian: { suite: 'unstable', component: 'main' },
  ubuntu: { suite: 'devel', component: 'universe' },
};

/** The archive this machine has its packages from, with its suite replaced by the one of the newest packages. */
async function newestSource(): Promise<string> {
  const format = '$(CREATED_BY)|$(REPO_URI)|$(RELEASE)';
  const { stdout } = await run('apt-get', ['indextargets', '--format', format]);
  for (const line of stdout.split('\n')) {
    const [kind, uri = '', release = ''] = line.split('|');
    const distribution = /\/(debian|ubuntu)\/?$/.exec(uri)?.[1];
    if (kind !== 'Packages' || !distribution || release.includes('security')) continue;
    const { suite, component } = newest[distribution]!;
    const keyring = `/usr/share/keyrings/${distribution}-archive-keyring.gpg`;
    const key = (await exists(keyring)) ? `Signed-By: ${keyring}\n` : '';
    return `Types: deb\nURIs: ${uri}\nSuites: ${suite}\nComponents: ${component}\n${key}`;
  }
  throw new Error('apt knows no Debian or Ubuntu archive on this machine');
}

async function requireVersion3(path: string): Promise<void> {
  const { stdout, stderr } = await run(path, ['--version']);
  const version = /version (\d+)\.\S+/.exec(stdout + stderr);
  if (Number(version?.[1]) < 3) throw new Error(`the newest package has ${version?.[0]}, and 3 is needed`);
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

if (import.meta.main) await fetchPrometheus();
