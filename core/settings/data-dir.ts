import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CodedError, reasonOf } from '../shared/index.ts';

/** Where the operating system wants an application's data. */
export function defaultDataDir(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home = homedir()): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Telltale');
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Telltale');
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'telltale');
}

const emptyScrapeConfig = `# What Telltale scrapes beside its own service and this machine, in Prometheus's own format.
# Changes are taken up within seconds. For example:
#   - job_name: another-service
#     static_configs:
#       - targets: ['127.0.0.1:9000']
scrape_configs: []
`;

export interface DataPaths {
  root: string;
  database: string;
  /** Further targets to scrape, in Prometheus's format. */
  scrapeConfig: string;
  /** Who is told of alerts, passwords included: readable by its owner alone. */
  receivers: string;
  models: string;
  dashboards: string;
  rules: string;
  captures: string;
  /** What the managed containers read. */
  stack: string;
  logs: string;
}

/** Makes the data directory, readable by its owner alone, and says where everything in it is. */
export function openDataDir(root: string): DataPaths {
  const folder = (name: string) => join(root, name);
  const paths: DataPaths = {
    root,
    database: folder('telltale.db'),
    scrapeConfig: folder('prometheus.yml'),
    receivers: folder('receivers.json'),
    models: folder('models'),
    dashboards: folder('dashboards'),
    rules: folder('rules'),
    captures: folder('captures'),
    stack: folder('stack'),
    logs: folder('logs'),
  };
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    for (const dir of [paths.models, paths.dashboards, paths.rules, paths.captures, paths.stack, paths.logs]) {
      mkdirSync(dir, { recursive: true });
    }
    if (!existsSync(paths.scrapeConfig)) writeFileSync(paths.scrapeConfig, emptyScrapeConfig);
  } catch (error) {
    throw new CodedError('data_directory_unusable', { dir: root, reason: reasonOf(error) }, { cause: error });
  }
  return paths;
}
