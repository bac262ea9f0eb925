import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { composeFiles } from './compose-file.ts';
import { grafanaAlerting } from './grafana-files.ts';
import { provisionedFiles, type ProvisioningSources } from './provisioned-files.ts';
import { writeFiles } from './write-files.ts';

const sources: ProvisioningSources = {
  userYaml: '',
  targets: [],
  ruleFiles: new Map([['../evil.yml', 'groups: []\n']]),
  alertmanagerYaml: null,
  dashboards: [{ folder: 'Team / A', uid: 'a', json: { uid: 'a', title: 'A', panels: [] } }],
  ruleGroups: [],
  services: ['prometheus', 'grafana', 'cadvisor', 'node-exporter'],
  scrapeIntervalMs: 5000,
  job: 'food11',
  door: 'door:1',
  webhookUrl: null,
};

describe('the files of the stack', () => {
  const root = mkdtempSync(join(tmpdir(), 'telltale-files-'));
  afterAll(() => rmSync(root, { recursive: true }));

  it('stay in their folders, whatever rules and dashboards are called', () => {
    const paths = [...provisionedFiles(sources).keys()];
    expect(paths).toContain('prometheus/rules/-evil.yml');
    expect(paths).toContain('grafana/dashboards/Team - A/a.json');
  });

  it('are written once, and again only where they changed', async () => {
    expect(await writeFiles(root, provisionedFiles(sources))).toHaveLength(7);
    expect(await writeFiles(root, provisionedFiles(sources))).toEqual([]);
    const changed = { ...sources, ruleFiles: new Map([['other.yml', 'groups: []\n']]) };
    expect((await writeFiles(root, provisionedFiles(changed))).sort()).toEqual([
      'prometheus/rules/-evil.yml',
      'prometheus/rules/other.yml',
    ]);
    expect(readdirSync(join(root, 'prometheus/rules'))).toEqual(['other.yml']);
  });

  it('can be read by the programs in the containers, which have user ids of their own', () => {
    expect(statSync(join(root, 'prometheus/prometheus.yml')).mode & 0o777).toBe(0o644);
    expect(statSync(join(root, 'grafana/dashboards/Team - A')).mode & 0o777).toBe(0o755);
  });

  it('leave alone what is not theirs', async () => {
    writeFileSync(join(root, 'grafana-password'), 'secret');
    await writeFiles(root, provisionedFiles(sources));
    expect(readFileSync(join(root, 'grafana-password'), 'utf8')).toBe('secret');
  });
});

describe('what Grafana gets of Telltale', () => {
  const shared = {
    __inputs: [{ name: 'DS_PROMETHEUS', type: 'datasource', pluginId: 'prometheus' }],
    id: 7,
    uid: 'x',
    title: 'X',
    panels: [{ type: 'stat', datasource: { uid: '${DS_PROMETHEUS}' }, targets: [{ expr: 'up[$__range]' }] }],
  };
  const group = { name: 'Mine', interval: '15s', rules: [{ alert: 'Slow', expr: 'latency > 1', for: '2m' }] };
  const files = provisionedFiles({
    ...sources,
    dashboards: [{ folder: 'Telltale', uid: 'x', json: shared }],
    ruleGroups: [group],
  });

  it('are dashboards with their inputs filled in, which the file provider would not do', () => {
    const written = JSON.parse(files.get('grafana/dashboards/Telltale/x.json')!) as Record<string, unknown>;
    expect(written).not.toHaveProperty('__inputs');
    expect(written).toMatchObject({
      id: null,
      panels: [{ datasource: { uid: 'prometheus' }, targets: [{ expr: 'up[$__range]' }] }],
    });
  });

  it('and the alert rules, at an interval that its scheduler has', () => {
    const rules = parse(files.get('grafana/provisioning/alerting/rules.yaml')!) as object;
    expect(rules).toMatchObject({ groups: [{ name: 'Mine', interval: '20s', rules: [{ title: 'Slow', for: '2m' }] }] });
  });
});

describe("the tutorial's alerts for Grafana", () => {
  interface Alerting {
    groups: {
      interval: string;
      rules: {
        title: string;
        for: string;
        condition: string;
        data: { refId: string; model: { type?: string; expression?: string } }[];
      }[];
    }[];
    contactPoints?: { receivers: { type: string; settings: object }[] }[];
  }
  const read = (webhookUrl: string | null) => parse(grafanaAlerting({ job: 'food11', webhookUrl })) as Alerting;

  it('are two queries, two reductions, a sum and a threshold, every 30 s, pending for a minute', () => {
    const [group] = read(null).groups;
    expect(group!.interval).toBe('30s');
    const [failed] = group!.rules;
    expect(failed).toMatchObject({ title: 'Failed requests', for: '1m', condition: 'F' });
    expect(failed!.data.map(({ refId, model }) => `${refId} ${model.type ?? 'query'}`)).toEqual([
      'A query',
      'B query',
      'C reduce',
      'D reduce',
      'E math',
      'F threshold',
    ]);
    // Grafana reads `$$` as a dollar.
    expect(failed!.data[4]!.model.expression).toBe('$$C + $$D');
  });

  it('tell a webhook where there is one', () => {
    expect(read(null).contactPoints).toBeUndefined();
    expect(read('http://host/hook').contactPoints?.[0]?.receivers[0]).toMatchObject({
      type: 'webhook',
      settings: { url: 'http://host/hook' },
    });
  });
});

describe('the export for docker compose', () => {
  const files = composeFiles({ ...sources, images: { prometheus: 'mirror/prometheus:1' } });
  const { services, volumes } = parse(files.get('docker-compose.yml')!) as {
    services: Record<
      string,
      { image: string; ports: string[]; volumes: string[]; environment?: Record<string, string> }
    >;
    volumes: object;
  };

  it('has the same services, on loopback, with the files beside it', () => {
    expect(Object.keys(services)).toEqual(['node-exporter', 'cadvisor', 'prometheus', 'grafana']);
    expect(services['prometheus']).toMatchObject({ image: 'mirror/prometheus:1', ports: ['127.0.0.1:9090:9090'] });
    expect(Object.keys(volumes)).toEqual(['prometheus', 'grafana']);
    for (const { volumes } of Object.values(services)) {
      for (const [, folder] of volumes
        .map((volume) => /^\.\/([^:]+):/.exec(volume))
        .filter((found) => found !== null)) {
        expect([...files.keys()].some((path) => path.startsWith(`${folder}/`))).toBe(true);
      }
    }
  });

  it('holds no password', () => {
    expect(services['grafana']!.environment!['GF_SECURITY_ADMIN_PASSWORD']).toBe(
      '${GRAFANA_PASSWORD:?choose a password}',
    );
  });
});
