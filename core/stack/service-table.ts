import type { StackServiceName } from '../shared/index.ts';

/** One program that can run in a managed container. Paths are those of its official image. */
export interface ServiceRow {
  title: string;
  /** What it is for, as half a sentence. */
  purpose: string;
  /** Pinned, never `latest`: what was tried is what runs. Settings may name another. */
  image: string;
  /** The port it listens on in its container, and the one it is wanted at on this machine. */
  containerPort: number;
  port: number;
  /** Its own word on whether it works: a path that answers 200. */
  healthPath: string;
  /** How long it may take from its start until that answers, in ms. */
  startupMs: number;
  /** Time to end in by itself, in seconds. */
  graceSeconds: number;
  memoryBytes: number;
  cpus: number;
  command: string[];
  env: Record<string, string>;
  /** Folders of `stack/` it may read, by their place in the container. */
  config: Record<string, string>;
  /** Where it keeps its data, on a volume of its own. */
  dataDir: string | null;
  /** Parts of the machine it watches, read-only, as the engine's Binds. */
  machine: string[];
  /** Keeps what the engine gives to root in a container; the others are nobody in particular and get nothing. */
  needsRoot: boolean;
  /** Sees the machine's processes rather than its own. */
  hostPid: boolean;
  /** Whether it works where the engine itself is in a virtual machine: what watches the machine would watch that. */
  needsLinuxHost: boolean;
  reload: 'POST /-/reload' | 'grafana' | null;
}

const MB = 1024 * 1024;

const ordinary = {
  command: [],
  env: {},
  config: {},
  dataDir: null,
  machine: [],
  needsRoot: false,
  hostPid: false,
  needsLinuxHost: false,
  reload: null,
} satisfies Partial<ServiceRow>;

export const serviceTable: Readonly<Record<StackServiceName, ServiceRow>> = {
  prometheus: {
    ...ordinary,
    title: 'Prometheus',
    purpose: 'scrapes, evaluates rules and answers queries',
    image: 'prom/prometheus:v3.13.2',
    containerPort: 9090,
    port: 9090,
    healthPath: '/-/ready',
    startupMs: 60_000,
    graceSeconds: 20,
    memoryBytes: 1024 * MB,
    cpus: 2,
    command: [
      '--config.file=/etc/prometheus/prometheus.yml',
      '--storage.tsdb.path=/prometheus',
      '--web.enable-lifecycle',
      '--web.enable-remote-write-receiver',
    ],
    config: { prometheus: '/etc/prometheus' },
    dataDir: '/prometheus',
    reload: 'POST /-/reload',
  },
  alertmanager: {
    ...ordinary,
    title: 'Alertmanager',
    purpose: 'groups and silences the alerts; Telltale itself notifies',
    image: 'prom/alertmanager:v0.34.1',
    containerPort: 9093,
    port: 9093,
    healthPath: '/-/ready',
    startupMs: 30_000,
    graceSeconds: 10,
    memoryBytes: 256 * MB,
    cpus: 1,
    // Alone, it need not look for others of its kind.
    command: [
      '--config.file=/etc/alertmanager/alertmanager.yml',
      '--storage.path=/alertmanager',
      '--cluster.listen-address=',
    ],
    config: { alertmanager: '/etc/alertmanager' },
    dataDir: '/alertmanager',
    reload: 'POST /-/reload',
  },
  grafana: {
    ...ordinary,
    title: 'Grafana',
    purpose: 'shows every dashboard of Telltale, and alerts of its own',
    image: 'grafana/grafana:13.2.3',
    containerPort: 3000,
    port: 3000,
    healthPath: '/api/health',
    startupMs: 180_000,
    graceSeconds: 15,
    memoryBytes: 1024 * MB,
    cpus: 2,
    env: {
      GF_SECURITY_ADMIN_USER: 'admin',
      GF_SECURITY_ALLOW_EMBEDDING: 'true',
      GF_AUTH_ANONYMOUS_ENABLED: 'true',
      GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
      GF_USERS_DEFAULT_THEME: 'system',
      GF_DASHBOARDS_MIN_REFRESH_INTERVAL: '1s',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
      GF_ANALYTICS_FEEDBACK_LINKS_ENABLED: 'false',
      GF_NEWS_NEWS_FEED_ENABLED: 'false',
      GF_SNAPSHOTS_EXTERNAL_ENABLED: 'false',
      GF_PLUGINS_PREINSTALL_DISABLED: 'true',
      GF_PLUGINS_PLUGIN_ADMIN_ENABLED: 'false',
      GF_LOG_MODE: 'console',
      GF_LOG_LEVEL: 'warn',
    },
    config: {
      'grafana/provisioning': '/etc/grafana/provisioning',
      'grafana/dashboards': '/var/lib/telltale/dashboards',
    },
    dataDir: '/var/lib/grafana',
    reload: 'grafana',
  },
  cadvisor: {
    ...ordinary,
    title: 'cAdvisor',
    purpose: 'measures every container on this machine',
    // gcr.io/cadvisor, still in many a guide, is no longer updated and shows nothing on Docker 29.
    image: 'ghcr.io/google/cadvisor:v0.60.5',
    containerPort: 8080,
    port: 8080,
    healthPath: '/healthz',
    startupMs: 60_000,
    graceSeconds: 5,
    memoryBytes: 512 * MB,
    cpus: 1,
    // Through the engine's socket in /var/run it learns which cgroup is which container; it is root in there for that.
    machine: ['/:/rootfs:ro', '/var/run:/var/run:ro', '/sys:/sys:ro'],
    needsRoot: true,
    needsLinuxHost: true,
  },
  'node-exporter': {
    ...ordinary,
    title: 'Node exporter',
    purpose: 'measures this machine',
    image: 'prom/node-exporter:v1.12.1',
    containerPort: 9100,
    port: 9100,
    healthPath: '/',
    startupMs: 30_000,
    graceSeconds: 5,
    memoryBytes: 128 * MB,
    cpus: 1,
    command: ['--path.rootfs=/host'],
    machine: ['/:/host:ro'],
    hostPid: true,
    needsLinuxHost: true,
  },
};
