import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname } from 'node:path';
import type { StackServiceName } from '../../shared/index.ts';
import { type ImageRecipe, importImage } from './test-images.ts';

const nobody = 65_534;
const unpackedPrometheus = fileURLToPath(
  new URL('../../../node_modules/.cache/telltale/prometheus/usr/bin/prometheus', import.meta.url),
);
const firstOf = (...paths: string[]): string | undefined => paths.find(existsSync);

/** A real Prometheus on this machine: the unpacked 3.x where it is, else the distribution's. */
const prometheus = firstOf(unpackedPrometheus, '/usr/bin/prometheus');
const alertmanager = firstOf('/usr/bin/prometheus-alertmanager');
const nodeExporter = firstOf('/usr/bin/prometheus-node-exporter');

/** Debian's programs have their pages and templates beside them, not in them. */
const web = unpackedPrometheus.replace('/bin/prometheus', '/share/prometheus/web/no-ui');
const prometheusFiles = existsSync(web) ? { '/usr/share/prometheus/web/no-ui': web } : {};
const templates = '/usr/share/prometheus/alertmanager';
const alertmanagerFiles = existsSync(templates) ? { [templates]: templates } : {};

/** Why the images of the real programs cannot be made here, or null. */
export function imagesProblem(): string | null {
  if (!prometheus) return 'prometheus is not installed (Debian: apt-get install prometheus)';
  if (!alertmanager) return 'Alertmanager is not installed (Debian: apt-get install prometheus-alertmanager)';
  if (!nodeExporter) return 'node_exporter is not installed (Debian: apt-get install prometheus-node-exporter)';
  return null;
}

/** Names say which are the real programs, as Debian packages them, and which only stand in. */
export const testImages: Record<StackServiceName, string> = {
  prometheus: 'telltale-test/prometheus-of-debian:1',
  alertmanager: 'telltale-test/alertmanager-of-debian:1',
  'node-exporter': 'telltale-test/node-exporter-of-debian:1',
  grafana: 'telltale-test/stand-in-for-grafana:1',
  cadvisor: 'telltale-test/stand-in-for-cadvisor:1',
};

const real = (program: string, writable: string[] = [], files: Record<string, string> = {}): ImageRecipe => ({
  files: { '/bin/program': program, ...files },
  writable,
  user: nobody,
  entrypoint: ['/bin/program'],
});

const standIn = (program: string, port: number, user: number, writable: string[]): ImageRecipe => ({
  files: {
    '/bin/node': process.execPath,
    '/app/stand-in.mjs': fileURLToPath(new URL('./stand-in.mjs', import.meta.url)),
    '/app/yaml': dirname(dirname(fileURLToPath(import.meta.resolve('yaml')))),
  },
  writable,
  user,
  entrypoint: ['/bin/node', '/app/stand-in.mjs', program, String(port)],
});

/** Makes the images asked for in the engine at this socket. */
export async function importStackImages(socket: string, services: readonly StackServiceName[]): Promise<void> {
  const recipes: Record<StackServiceName, () => ImageRecipe> = {
    prometheus: () => real(prometheus!, ['/prometheus'], prometheusFiles),
    alertmanager: () => real(alertmanager!, ['/alertmanager'], alertmanagerFiles),
    'node-exporter': () => real(nodeExporter!),
    grafana: () => standIn('grafana', 3000, 472, ['/var/lib/grafana']),
    cadvisor: () => standIn('cadvisor', 8080, 0, []),
  };
  for (const service of services) await importImage(socket, testImages[service], recipes[service]());
}
