import { fillInputs, type JsonObject, provisioningFiles } from '../../dashboards/index.ts';
import { formatDuration, type RuleGroup, type StackServiceName } from '../../shared/index.ts';
import { grafanaAlerting, grafanaDashboardProvider, grafanaDataSources } from './grafana-files.ts';
import { type KnownTarget, prometheusConfig } from './prometheus-config.ts';

/** What there is in Telltale that the containers get, as it is now. */
export interface ProvisioningSources {
  /** Text of the user's prometheus.yml; empty where there is none. */
  userYaml: string;
  targets: readonly KnownTarget[];
  /** Files of rules/, by name. */
  ruleFiles: ReadonlyMap<string, string>;
  /** alertmanager.yml from the receivers, or null for one that notifies nobody. */
  alertmanagerYaml: string | null;
  /** Each with the folder it stands in. */
  dashboards: readonly { folder: string; uid: string; json: JsonObject }[];
  /** The rules in those files, for Grafana. */
  ruleGroups: readonly RuleGroup[];
  services: readonly StackServiceName[];
  scrapeIntervalMs: number;
  /** Job of the model's service. */
  job: string;
  door: string | null;
  webhookUrl: string | null;
}

const silentAlertmanager = `# Nobody is notified until a receiver is set up in Telltale.
route:
  receiver: nobody
  group_by: [alertname]
receivers:
  - name: nobody
`;

/** Every file of `stack/`, by its path in there. */
export function provisionedFiles(sources: ProvisioningSources): Map<string, string> {
  const { services, scrapeIntervalMs } = sources;
  const files = new Map<string, string>([
    ['prometheus/prometheus.yml', prometheusConfig(sources)],
    ['alertmanager/alertmanager.yml', sources.alertmanagerYaml ?? silentAlertmanager],
    ['grafana/provisioning/datasources/telltale.yaml', grafanaDataSources(services, formatDuration(scrapeIntervalMs))],
    ['grafana/provisioning/dashboards/telltale.yaml', grafanaDashboardProvider()],
    ['grafana/provisioning/alerting/tutorial.yaml', grafanaAlerting(sources)],
  ]);
  for (const [name, text] of sources.ruleFiles) files.set(`prometheus/rules/${fileName(name)}`, text);
  const rules = provisioningFiles([], sources.ruleGroups).get('provisioning/alerting/telltale.yaml');
  if (rules !== undefined) files.set('grafana/provisioning/alerting/rules.yaml', rules);
  for (const { folder, uid, json } of sources.dashboards) {
    // Grafana's file provider asks for no inputs, and an id belongs to one Grafana.
    const filled = { ...fillInputs(json, {}), id: null };
    files.set(`grafana/dashboards/${fileName(folder)}/${fileName(uid)}.json`, `${JSON.stringify(filled, null, 2)}\n`);
  }
  return files;
}

/** A name that stays in its folder. */
const fileName = (text: string): string => text.replace(/[/\\:*?"<>|\p{Cc}]/gu, '-').replace(/^\.+/, '') || 'unnamed';

/** Which service reads a file, by the first part of its path. */
export const readerOf = (path: string): StackServiceName => path.split('/', 1)[0] as StackServiceName;
