import { stringify } from 'yaml';
import type { RuleGroup } from '../shared/index.ts';
import { dataSourceUid } from './inputs.ts';
import { type JsonObject, textAt } from './json-object.ts';
import { grafanaGroups } from './grafana-rules.ts';
import { slug } from './slug.ts';

const readme = `Dashboards and alert rules of Telltale, for a Grafana of your own.

Mount or copy the two folders into Grafana's container:

  provisioning -> /etc/grafana/provisioning
  dashboards   -> /var/lib/grafana/dashboards

and set the address of your Prometheus in provisioning/datasources/telltale.yaml. The dashboards know their data source by
the uid "${dataSourceUid}". Grafana reads the files at its start; dashboards it reads again whenever they change.
`;

/** The files of a Grafana that is set up by files: path to text. */
export function provisioningFiles(
  dashboards: readonly JsonObject[],
  groups: readonly RuleGroup[],
): Map<string, string> {
  const files = new Map([
    ['README.txt', readme],
    ['provisioning/datasources/telltale.yaml', stringify(dataSources)],
    ['provisioning/dashboards/telltale.yaml', stringify(providers)],
  ]);
  const alerting = grafanaGroups(groups);
  if (alerting.length > 0) {
    files.set('provisioning/alerting/telltale.yaml', stringify({ apiVersion: 1, groups: alerting }, { lineWidth: 0 }));
  }
  for (const json of dashboards) {
    const stem = slug(textAt(json, 'uid'));
    let path = `dashboards/${stem}.json`;
    for (let n = 2; files.has(path); n++) path = `dashboards/${stem}-${n}.json`;
    // An id belongs to one Grafana; in a file it would clash with the ids of another.
    files.set(path, `${JSON.stringify({ ...json, id: null }, null, 2)}\n`);
  }
  return files;
}

const dataSources = {
  apiVersion: 1,
  datasources: [
    {
      name: dataSourceUid,
      uid: dataSourceUid,
      type: 'prometheus',
      access: 'proxy',
      url: 'http://prometheus:9090',
      isDefault: true,
      jsonData: { timeInterval: '15s', httpMethod: 'POST' },
    },
  ],
};

const providers = {
  apiVersion: 1,
  providers: [
    {
      name: 'telltale',
      orgId: 1,
      folder: 'Telltale',
      type: 'file',
      disableDeletion: false,
      updateIntervalSeconds: 10,
      allowUiUpdates: true,
      options: { path: '/var/lib/grafana/dashboards' },
    },
  ],
};
