import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type KnownTarget, prometheusConfig } from './prometheus-config.ts';

const promtool = '/usr/bin/promtool';
const target = (scrapePool: string, scrapeUrl: string, more: Partial<KnownTarget> = {}): KnownTarget => ({
  scrapePool,
  scrapeUrl,
  labels: { job: scrapePool, instance: new URL(scrapeUrl).host },
  discoveredLabels: { __address__: new URL(scrapeUrl).host, job: scrapePool },
  scrapeIntervalMs: 5000,
  scrapeTimeoutMs: 4000,
  ...more,
});
const configOf = (userYaml: string, targets: KnownTarget[], door: string | null = '172.18.0.1:4000') =>
  prometheusConfig({ userYaml, targets, door, services: ['prometheus', 'alertmanager'], scrapeIntervalMs: 5000 });

interface Config {
  global: Record<string, string>;
  alerting: { alertmanagers: object[] };
  scrape_configs: {
    job_name: string;
    static_configs: { targets: string[]; labels?: Record<string, string> }[];
    relabel_configs?: object[];
  }[];
}
const read = (text: string) => parse(text) as Config;

describe('the configuration of the managed Prometheus', () => {
  it("has Telltale's own targets under the labels and intervals they have here", () => {
    const { scrape_configs: jobs, global } = read(
      configOf('', [
        target('food11', 'http://127.0.0.1:8000/metrics?x=1', {
          labels: { job: 'food11', instance: 'here', zone: 'a' },
        }),
      ]),
    );
    expect(global).toEqual({ scrape_interval: '5000ms', evaluation_interval: '15s', scrape_timeout: '5000ms' });
    expect(jobs.map(({ job_name }) => job_name)).toEqual(['food11', 'prometheus', 'alertmanager']);
    expect(jobs[0]!.static_configs).toEqual([
      {
        targets: ['127.0.0.1:8000'],
        labels: {
          instance: 'here',
          zone: 'a',
          __scheme__: 'http',
          __metrics_path__: '/metrics',
          __scrape_interval__: '5000ms',
          __scrape_timeout__: '4000ms',
          __param_x: '1',
        },
      },
    ]);
  });

  it("keeps the user's own file as it is", () => {
    const user = `
global: {scrape_interval: 30s, external_labels: {site: here}}
alerting: {alertmanagers: [{static_configs: [{targets: ['elsewhere:9093']}]}]}
scrape_configs:
  - job_name: mine
    metrics_path: /m
    basic_auth: {username: ada, password: secret}
    static_configs: [{targets: ['example.org:80', 'localhost:9000']}]
    metric_relabel_configs: [{action: labeldrop, regex: noisy}]
`;
    const {
      scrape_configs: jobs,
      global,
      alerting,
    } = read(configOf(user, [target('mine', 'http://localhost:9000/m')]));
    expect(global).toMatchObject({ scrape_interval: '30s', external_labels: { site: 'here' } });
    expect(alerting.alertmanagers).toHaveLength(2);
    expect(jobs[0]).toMatchObject({
      job_name: 'mine',
      metrics_path: '/m',
      basic_auth: { username: 'ada', password: 'secret' },
      static_configs: [{ targets: ['example.org:80', 'localhost:9000'] }],
      metric_relabel_configs: [{ action: 'labeldrop', regex: 'noisy' }],
    });
  });

  it('writes out what target files of this machine say, as no container sees them', () => {
    const user = 'scrape_configs: [{job_name: filed, file_sd_configs: [{files: [targets.json]}]}]';
    const { scrape_configs: jobs } = read(
      configOf(user, [
        target('filed', 'http://h:1/metrics', { discoveredLabels: { __address__: 'h:1', job: 'filed', rack: '7' } }),
      ]),
    );
    expect(jobs[0]).not.toHaveProperty('file_sd_configs');
    expect(jobs[0]!.static_configs).toEqual([{ targets: ['h:1'], labels: { rack: '7' } }]);
  });

  it('asks each target itself where nobody stands at the door', () => {
    expect(configOf('', [target('food11', 'http://127.0.0.1:8000/metrics')], null)).toContain(
      'host.docker.internal${1}',
    );
  });

  it.skipIf(!existsSync(promtool))(
    `is one that promtool takes${existsSync(promtool) ? '' : ' (promtool is not installed)'}`,
    () => {
      const dir = mkdtempSync(join(tmpdir(), 'telltale-promtool-'));
      const file = join(dir, 'prometheus.yml');
      for (const door of ['172.18.0.1:4000', null]) {
        writeFileSync(
          file,
          configOf('scrape_configs: [{job_name: a}]', [target('food11', 'http://127.0.0.1:8000/metrics')], door),
        );
        const said = execFileSync(promtool, ['check', 'config', file], { encoding: 'utf8' });
        expect(said).toContain('is valid prometheus config file syntax');
      }
      rmSync(dir, { recursive: true });
    },
  );
});
