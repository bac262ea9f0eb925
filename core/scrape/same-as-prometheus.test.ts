import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Labels } from '../shared/index.ts';
import { createScrapeConfigFile, createScraper, type ScrapeConfigFile, type Scraper } from './index.ts';
import { Notebook } from './testdata/notebook.ts';
import { isInstalled, startPrometheus, type RealPrometheus } from './testdata/real-prometheus.ts';

// What any Prometheus takes and says; the versions differ in corners that are left out here (bounds in float form).
const expositions: Record<string, string> = {
  '/metrics': `# HELP http_requests_total Requests\\nby "handler" \\\\ status.
# TYPE http_requests_total counter
http_requests_total{handler="/predict",status="2xx"} 1027
http_requests_total{handler="/pre\\"di\\\\ct\\n",status="4xx",} 3
# a comment
lonely \t 12.5e-1
no_labels{} +Inf
nan_value NaN
minus_inf -inf
empty_label{a="",b="x"} 1
# TYPE lat histogram
lat_bucket{le="0.5"} 1
lat_bucket{le="+Inf"} 2
lat_sum 3.25
lat_count 2
unicode{city="Zürich"} 7`,
  '/clash': 'm{job="its own",instance="too",zone="b"} 1\n',
  '/probe': 'probe_success 1\n',
  '/relabel': 'keep_me{drop_this="x",path="/a/b"} 1\ndrop_me 2\nrename_me 3\n',
  '/openmetrics': `# TYPE q counter
# UNIT q_seconds seconds
q_total{a="b"} 5 # {trace_id="abc"} 1.0 1520879607.789
# TYPE i info
i_info{version="1"} 1
# EOF
`,
};

let dir: string;
let server: Server;
let configFile: string;
let notebook: Notebook;
let scraper: Scraper;
let config: ScrapeConfigFile;
let prometheus: RealPrometheus;

const configuration = (address: string): string => `
global:
  scrape_interval: 1s
  external_labels: { ignored: here }
scrape_configs:
  - job_name: plain
    static_configs:
      - targets: ['${address}']
        labels: { zone: 1.0, empty: '' }
  - job_name: clash
    metrics_path: /clash
    static_configs: [{ targets: ['${address}'], labels: { zone: a } }]
  - job_name: honest
    honor_labels: true
    metrics_path: /clash
    static_configs: [{ targets: ['${address}'], labels: { zone: a } }]
  - job_name: probe
    metrics_path: /probe
    params: { module: [http_2xx], list: [a, b c] }
    static_configs: [{ targets: [example.com, example.org, hidden.org] }]
    relabel_configs:
      - source_labels: [__address__]
        regex: hidden.*
        action: drop
      - source_labels: [__address__]
        target_label: __param_target
      - source_labels: [__param_target]
        target_label: instance
      - target_label: __address__
        replacement: '${address}'
  - job_name: secret
    scrape_interval: 2s
    scrape_timeout: 1500ms
    metrics_path: /secret
    basic_auth: { username: me, password: hush }
    static_configs: [{ targets: ['${address}'] }]
  - job_name: files
    file_sd_configs: [{ files: ['targets/*.yml', targets.json] }]
    authorization: { credentials: token }
    metrics_path: /bearer
  - job_name: relabel
    metrics_path: /relabel
    static_configs: [{ targets: ['${address}'] }]
    metric_relabel_configs:
      - { source_labels: [__name__], regex: drop_.*, action: drop }
      - { regex: drop_.*, action: labeldrop }
      - { source_labels: [__name__], regex: rename_(.*), target_label: __name__, replacement: 'renamed_\${1}' }
  - job_name: openmetrics
    metrics_path: /openmetrics
    static_configs: [{ targets: ['${address}'] }]
  - job_name: limited
    sample_limit: 2
    static_configs: [{ targets: ['${address}'] }]
  - job_name: gone
    metrics_path: /not-there
    static_configs: [{ targets: ['${address}'] }]
`;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'telltale-scrape-'));
  server = createServer((request, reply) => {
    const { pathname, search } = new URL(request.url!, 'http://x');
    if (pathname === '/openmetrics') reply.setHeader('content-type', 'application/openmetrics-text; version=1.0.0');
    else reply.setHeader('content-type', 'text/plain; version=0.0.4');
    if (pathname === '/secret') reply.end(`auth{header="${request.headers.authorization}"} 1\n`);
    else if (pathname === '/bearer') reply.end(`auth{header="${request.headers.authorization}"} 1\n`);
    else if (pathname === '/probe') reply.end(`probe{query="${search}"} 1\n`);
    else reply.writeHead(pathname in expositions ? 200 : 404).end(expositions[pathname]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  configFile = join(dir, 'prometheus.yml');
  writeFileSync(configFile, configuration(address));
  writeFileSync(join(dir, 'targets.json'), JSON.stringify([{ targets: [address], labels: { from: 'a file' } }]));

  notebook = new Notebook();
  scraper = createScraper({ appender: notebook, targets: [] });
  config = createScrapeConfigFile({ file: configFile, scraper });
  await config.start();
  await scraper.start();
  if (isInstalled('prometheus')) prometheus = await startPrometheus(configFile, dir);
});

afterAll(async () => {
  await prometheus?.stop();
  await config.stop();
  await scraper.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true });
});

const byText = <T>(list: T[]): T[] => list.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
const textOf = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => sorted(part));
const sorted = (part: unknown): unknown =>
  typeof part === 'object' && part !== null && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : part;

interface PrometheusTargets {
  activeTargets: { discoveredLabels: Labels; labels: Labels; scrapePool: string; scrapeUrl: string; health: string }[];
  droppedTargets: { discoveredLabels: Labels }[];
}

describe('a configuration file in Prometheus’s format', () => {
  it.skipIf(!isInstalled('promtool'))('is valid for promtool (skipped without promtool)', () => {
    const check = spawnSync('promtool', ['check', 'config', configFile], { encoding: 'utf8' });
    expect(check.stderr + check.stdout).toContain('is valid prometheus config file syntax');
  });

  it.skipIf(!isInstalled('prometheus'))(
    'gives the same targets as Prometheus (skipped without prometheus)',
    async () => {
      const pick = ({
        discoveredLabels,
        labels,
        scrapePool,
        scrapeUrl,
      }: PrometheusTargets['activeTargets'][number]) => ({
        discoveredLabels,
        labels,
        scrapePool,
        scrapeUrl,
      });
      const theirs = async () => (await prometheus.get('targets')) as PrometheusTargets;
      await expect.poll(async () => (await theirs()).activeTargets.length, { timeout: 10_000 }).toBe(11);
      const { activeTargets, droppedTargets } = await theirs();
      expect(byText(scraper.targets().map(pick))).toEqual(byText(activeTargets.map(pick)));
      expect(config.dropped().map(({ discoveredLabels }) => discoveredLabels)).toEqual(
        droppedTargets.map(({ discoveredLabels }) => discoveredLabels),
      );
      expect(config.notices()).toEqual(['global: external_labels is not used by Telltale.']);
    },
  );

  it.skipIf(!isInstalled('prometheus'))(
    'gives the same series and values as Prometheus (skipped without prometheus)',
    async () => {
      const settled = async () => {
        const targets = (await prometheus.get('targets')) as PrometheusTargets;
        return [...targets.activeTargets, ...scraper.targets()].every(({ health }) => health !== 'unknown');
      };
      await expect.poll(settled, { timeout: 10_000 }).toBe(true);
      const varying = /^scrape_duration_seconds$|^scrape_series_added$/;
      const query = encodeURIComponent('{__name__=~".+",__name__!~"scrape_duration_seconds|scrape_series_added"}');
      const { result } = (await prometheus.get(`query?query=${query}`)) as {
        result: { metric: Labels; value: [number, string] }[];
      };
      const theirs = result.map(({ metric, value }) => ({ metric, value: valueOf(value[1]) }));
      const ours = notebook.series
        .filter(({ labels }) => !varying.test(labels['__name__']!))
        .map(({ labels, samples }) => ({
          metric: Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== '')),
          value: samples.at(-1)!.value,
        }));
      expect(byText(ours)).toEqual(byText(theirs));
    },
  );
});

const valueOf = (text: string): number => (text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text));
