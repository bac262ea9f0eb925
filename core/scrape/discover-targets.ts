import { readFile } from 'node:fs/promises';
import { formatDuration, parseDuration, type Labels } from '../shared/index.ts';
import { compileRelabel } from './relabel.ts';
import { timingOf, type ScrapeConfig, type ScrapeJob, type TargetGroup } from './scrape-config.ts';
import {
  DEFAULT_BODY_LIMIT_BYTES,
  DEFAULT_SAMPLE_LIMIT,
  targetKey,
  type DroppedTarget,
  type Target,
} from './target.ts';

export interface Discovered {
  targets: Target[];
  /** Targets that relabelling left out. */
  dropped: DroppedTarget[];
  /** Why some are no targets at all, as sentences. */
  faults: string[];
}

/** The targets of a job, of the groups that are its own and those discovered; as Prometheus makes them of the same file. */
export function discoverTargets(job: ScrapeJob, config: ScrapeConfig, groups: readonly TargetGroup[]): Discovered {
  const found: Discovered = { targets: [], dropped: [], faults: [] };
  const keys = new Set<string>();
  const relabel = compileRelabel(job.relabel_configs);
  const metricRelabel = job.metric_relabel_configs.length > 0 ? compileRelabel(job.metric_relabel_configs) : null;
  for (const group of groups) {
    for (const address of group.targets) {
      const labels = discoveredLabels(job, config, group, address);
      const discovered = toLabels(labels);
      if (!relabel(labels)) {
        found.dropped.push({ discoveredLabels: discovered, scrapePool: job.job_name });
        continue;
      }
      try {
        const target = toTarget(job, labels, discovered, metricRelabel);
        if (!keys.has(target.key)) found.targets.push(target);
        keys.add(target.key);
      } catch (error) {
        found.faults.push(`job ${job.job_name}, target ${address}: ${(error as Error).message}`);
      }
    }
  }
  return found;
}

function discoveredLabels(
  job: ScrapeJob,
  config: ScrapeConfig,
  group: TargetGroup,
  address: string,
): Map<string, string> {
  const { intervalMs, timeoutMs } = timingOf(job, config);
  return new Map([
    ['job', job.job_name],
    ['__scrape_interval__', formatDuration(intervalMs)],
    ['__scrape_timeout__', formatDuration(timeoutMs)],
    ['__metrics_path__', job.metrics_path],
    ['__scheme__', job.scheme],
    ...Object.entries(job.params).map(([name, [first = '']]): [string, string] => [`__param_${name}`, first]),
    ...Object.entries(group.labels),
    ['__address__', address],
  ]);
}

function toTarget(
  job: ScrapeJob,
  labels: ReadonlyMap<string, string>,
  discovered: Labels,
  metricRelabel: Target['metricRelabel'],
): Target {
  const internal = (name: string): string => labels.get(name) ?? '';
  const address = internal('__address__');
  if (address === '') throw new Error('it has no address');
  if (address.includes('/')) throw new Error(`${JSON.stringify(address)} is no address: a host and a port are needed`);
  const url = urlOf(job, labels, address);
  const own = toLabels(new Map([...labels].filter(([name]) => !name.startsWith('__'))));
  const all = { instance: address, ...own };
  const intervalMs = parseDuration(internal('__scrape_interval__'));
  const timeoutMs = parseDuration(internal('__scrape_timeout__'));
  if (!intervalMs || !timeoutMs || timeoutMs > intervalMs)
    throw new Error('its scrape interval or time-out is not valid');
  return {
    key: targetKey(job.job_name, url, all),
    description: JSON.stringify([{ ...job, static_configs: [], file_sd_configs: [] }, discovered]),
    pool: job.job_name,
    url,
    labels: all,
    discoveredLabels: discovered,
    intervalMs,
    timeoutMs,
    honorLabels: job.honor_labels,
    honorTimestamps: job.honor_timestamps,
    trackTimestampsStaleness: job.track_timestamps_staleness,
    sampleLimit: job.sample_limit || DEFAULT_SAMPLE_LIMIT,
    bodyLimitBytes: job.body_size_limit || DEFAULT_BODY_LIMIT_BYTES,
    headers: headersOf(job),
    metricRelabel,
  };
}

function urlOf(job: ScrapeJob, labels: ReadonlyMap<string, string>, address: string): string {
  const base = `${labels.get('__scheme__')}://${address}`;
  if (!URL.canParse(base)) throw new Error(`${JSON.stringify(base)} is no URL`);
  const url = new URL(base);
  url.pathname = labels.get('__metrics_path__') ?? '/metrics';
  const params = new Map(Object.entries(job.params));
  for (const [label, value] of labels) {
    if (!label.startsWith('__param_')) continue;
    const name = label.slice('__param_'.length);
    params.set(name, [value, ...(params.get(name)?.slice(1) ?? [])]);
  }
  for (const [name, values] of params) for (const value of values) url.searchParams.append(name, value);
  url.searchParams.sort();
  return url.href;
}

/** The headers of each request; secrets in files are read each time, since they may be changed. */
function headersOf({ basic_auth: basic, authorization }: ScrapeJob): Target['headers'] {
  const secretOf = async (secret = '', file?: string): Promise<string> =>
    file === undefined ? secret : (await readFile(file, 'utf8')).trim();
  if (basic) {
    return async () => {
      const password = await secretOf(basic.password, basic.password_file);
      return { authorization: `Basic ${Buffer.from(`${basic.username}:${password}`).toString('base64')}` };
    };
  }
  if (authorization) {
    const { type, credentials, credentials_file: file } = authorization;
    return async () => ({ authorization: `${type} ${await secretOf(credentials, file)}` });
  }
  return async () => ({});
}

const toLabels = (labels: ReadonlyMap<string, string>): Labels =>
  Object.fromEntries([...labels].filter(([, value]) => value !== ''));
