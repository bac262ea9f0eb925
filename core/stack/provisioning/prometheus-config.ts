import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type { Labels, StackServiceName } from '../../shared/index.ts';

/** What Telltale scrapes, with everything decided. */
export interface KnownTarget {
  /** The job it was configured under. */
  scrapePool: string;
  scrapeUrl: string;
  labels: Labels;
  /** Labels before relabelling, the address and path among them. */
  discoveredLabels: Labels;
  scrapeIntervalMs: number;
  scrapeTimeoutMs: number;
}

export interface PrometheusConfigInput {
  /** The user's own prometheus.yml, kept as it is wherever that can be. */
  userYaml: string;
  targets: readonly KnownTarget[];
  /** Where targets on this machine are asked for: "172.18.0.1:41234"; null to ask the machine for each itself. */
  door: string | null;
  services: readonly StackServiceName[];
  scrapeIntervalMs: number;
}

const Job = z.looseObject({
  job_name: z.string(),
  relabel_configs: z.array(z.looseObject({})).nullish(),
  static_configs: z.array(z.looseObject({})).nullish(),
  file_sd_configs: z.array(z.looseObject({})).nullish(),
});
type Job = z.infer<typeof Job>;
const UserConfig = z
  .looseObject({
    global: z.looseObject({}).nullish(),
    scrape_configs: z.array(Job).nullish(),
    alerting: z.looseObject({ alertmanagers: z.array(z.looseObject({})).nullish() }).nullish(),
  })
  .nullish();

/** Places that, named in a container, would mean the container itself. */
const loopback = String.raw`(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::\d+)?`;

/** Jobs of the stack's own services, which Prometheus reaches by name in their network. */
const ownJobs: Record<StackServiceName, { job: string; address: string } | null> = {
  prometheus: { job: 'prometheus', address: 'localhost:9090' },
  alertmanager: { job: 'alertmanager', address: 'alertmanager:9093' },
  cadvisor: { job: 'cadvisor', address: 'cadvisor:8080' },
  'node-exporter': { job: 'node-exporter', address: 'node-exporter:9100' },
  grafana: { job: 'grafana', address: 'grafana:3000' },
};

/**
 * The configuration of the managed Prometheus: the user's file as it is, the targets that come with Telltale or were
 * added in it, and the stack's own. Series get the labels they have in the embedded store, so that the same queries
 * find them.
 */
export function prometheusConfig({
  userYaml,
  targets,
  door,
  services,
  scrapeIntervalMs,
}: PrometheusConfigInput): string {
  const user = UserConfig.safeParse(parse(userYaml)).data ?? {};
  const jobs = new Map<string, Job>();
  for (const job of user.scrape_configs ?? []) jobs.set(job.job_name, ofUser(job, targets));
  for (const [pool, found] of Map.groupBy(targets, ({ scrapePool }) => scrapePool)) {
    if (user.scrape_configs?.some(({ job_name }) => job_name === pool)) continue;
    jobs.set(pool, { job_name: pool, honor_timestamps: true, static_configs: found.map(ofTelltale) });
  }
  const outward = [...jobs.values()].map((job) => ({
    ...job,
    relabel_configs: [...(job.relabel_configs ?? []), ...(door === null ? atTheHost : throughTheDoor(door))],
  }));
  const own = services.flatMap((service) => {
    const one = ownJobs[service];
    if (!one || jobs.has(one.job)) return [];
    return [{ job_name: one.job, static_configs: [{ targets: [one.address] }] }];
  });
  const interval = `${scrapeIntervalMs}ms`;
  return stringify({
    ...user,
    global: {
      scrape_interval: interval,
      evaluation_interval: '15s',
      ...(scrapeIntervalMs < 10_000 ? { scrape_timeout: interval } : {}),
      ...user.global,
    },
    rule_files: ['/etc/prometheus/rules/*.yml', '/etc/prometheus/rules/*.yaml'],
    ...(services.includes('alertmanager')
      ? {
          alerting: {
            ...user.alerting,
            alertmanagers: [
              ...(user.alerting?.alertmanagers ?? []),
              { static_configs: [{ targets: ['alertmanager:9093'] }] },
            ],
          },
        }
      : {}),
    scrape_configs: [...outward, ...own],
  });
}

/** Target files of this machine are not to be had in the container: what they say now stands in their place. */
function ofUser(job: Job, targets: readonly KnownTarget[]): Job {
  if (!job.file_sd_configs || job.file_sd_configs.length === 0) return job;
  const { file_sd_configs: _, ...rest } = job;
  const found = targets.filter(({ scrapePool }) => scrapePool === job.job_name);
  return {
    ...rest,
    static_configs: found.map(({ discoveredLabels: { __address__, job: _job, ...labels } }) => ({
      targets: [__address__],
      labels,
    })),
  };
}

function ofTelltale({ scrapePool, scrapeUrl, labels, scrapeIntervalMs, scrapeTimeoutMs }: KnownTarget) {
  const { protocol, host, pathname, searchParams } = new URL(scrapeUrl);
  const { job, ...others } = labels;
  return {
    targets: [host],
    labels: {
      ...others,
      ...(job === scrapePool || job === undefined ? {} : { job }),
      __scheme__: protocol.slice(0, -1),
      __metrics_path__: pathname,
      __scrape_interval__: `${scrapeIntervalMs}ms`,
      __scrape_timeout__: `${scrapeTimeoutMs}ms`,
      ...Object.fromEntries([...searchParams].map(([name, value]) => [`__param_${name}`, value])),
    },
  };
}

/** What Prometheus would do itself in the end, done while the address is still the real one. */
const keepInstance = {
  source_labels: ['instance', '__address__'],
  separator: ';',
  regex: ';(.+)',
  target_label: 'instance',
  replacement: '${1}',
};

/** Rules for a stack without Telltale: nobody stands at the door, so each target must be reachable by itself. */
const atTheHost = [
  keepInstance,
  {
    source_labels: ['__address__'],
    regex: loopback.replace(String.raw`(?::\d+)?`, String.raw`(:\d+)?`),
    target_label: '__address__',
    replacement: 'host.docker.internal${1}',
  },
];

/** Rules that turn a target on this machine's loopback into one behind the door, keeping its `instance`. */
const throughTheDoor = (door: string) => [
  keepInstance,
  {
    source_labels: ['__scheme__', '__address__', '__metrics_path__'],
    separator: ';',
    regex: `(https?);(${loopback});(.*)`,
    target_label: '__metrics_path__',
    replacement: '/from/${1}/${2}${3}',
  },
  { source_labels: ['__address__'], regex: loopback, target_label: '__scheme__', replacement: 'http' },
  { source_labels: ['__address__'], regex: loopback, target_label: '__address__', replacement: door },
];
