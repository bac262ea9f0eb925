import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createScrapeConfigFile, createScraper, type ScrapeConfigFile, type Scraper } from './index.ts';
import { parseScrapeConfig } from './scrape-config.ts';
import { Notebook } from './testdata/notebook.ts';

describe('a scrape configuration', () => {
  it.each([
    { text: 'scrape_configs: [', says: /line 1: / },
    { text: 'scrape_configs:\n  - scrape_interval: 5s\n', says: /line 2: scrape_configs\.0\.job_name/ },
    { text: 'scrape_configs:\n  - job_name: a\n    scrape_intervall: 5s\n', says: /line 2: .*scrape_intervall/ },
    {
      text: 'scrape_configs:\n  - job_name: a\n    scrape_interval: five\n',
      says: /line 3: .*"five" is not a duration/,
    },
    {
      text: 'scrape_configs:\n  - job_name: a\n    scrape_interval: 5s\n    scrape_timeout: 6s\n',
      says: /scrape_timeout of the job "a"/,
    },
    { text: 'scrape_configs:\n  - job_name: a\n  - job_name: a\n', says: /"a" is given twice/ },
    {
      text: 'scrape_configs:\n  - job_name: a\n    relabel_configs: [{action: keep, regex: "("}]\n',
      says: /line 3: .*regex/,
    },
    { text: 'just text', says: /expected object/ },
  ])('is refused with the line and the reason: $text', ({ text, says }) => {
    expect(() => parseScrapeConfig(text)).toThrow(says);
  });

  it('may be empty, and may leave fields blank', () => {
    expect(parseScrapeConfig('').config.scrape_configs).toEqual([]);
    const { config } = parseScrapeConfig('global:\nscrape_configs:\n  - job_name: a\n    static_configs:\n');
    expect(config.scrape_configs[0]!.static_configs).toEqual([]);
  });

  it('says what it passes over, and hides secrets', () => {
    const { notices, redacted } = parseScrapeConfig(
      'rule_files: [a.yml]\nscrape_configs:\n  - job_name: a\n    basic_auth:\n      username: me\n      password: hush # quiet\n    kubernetes_sd_configs: [{ role: pod }]\n',
    );
    expect(notices).toEqual([
      'rule_files is not used by Telltale.',
      'job "a": kubernetes_sd_configs is not used by Telltale.',
    ]);
    expect(redacted).not.toContain('hush');
    expect(redacted).toContain('password: <secret>');
    const inline = parseScrapeConfig(
      'scrape_configs: [{ job_name: a, authorization: { credentials: "hush" } }]',
    ).redacted;
    expect(inline).toContain('{ credentials: "<secret>" }');
  });
});

describe('a scrape configuration file', () => {
  let dir: string;
  let file: string;
  let scraper: Scraper;
  let config: ScrapeConfigFile;
  let warnings: string[];

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'telltale-scrape-'));
    file = join(dir, 'prometheus.yml');
    warnings = [];
    scraper = createScraper({ appender: new Notebook(), targets: [] });
    config = createScrapeConfigFile({ file, scraper, log: { warn: (message) => warnings.push(message) }, pollMs: 20 });
  });

  afterEach(async () => {
    await config.stop();
    await scraper.stop();
    rmSync(dir, { recursive: true });
  });

  const job = (more: string) => `scrape_configs:\n  - job_name: a\n    ${more}\n`;
  const urls = () => scraper.targets().map(({ scrapeUrl }) => scrapeUrl);

  it('is followed when it changes', async () => {
    writeFileSync(file, job("static_configs: [{ targets: ['x:1', 'y:1'] }]"));
    await config.start();
    expect(urls()).toEqual(['http://x:1/metrics', 'http://y:1/metrics']);
    writeFileSync(file, job("static_configs: [{ targets: ['y:1', 'z:1'] }]"));
    await expect.poll(urls).toEqual(['http://y:1/metrics', 'http://z:1/metrics']);
  });

  it('that is not valid changes nothing, and is told of once', async () => {
    writeFileSync(file, job("static_configs: [{ targets: ['x:1'] }]"));
    await config.start();
    writeFileSync(file, 'scrape_configs: {');
    await expect.poll(() => warnings.length).toBe(1);
    expect(urls()).toEqual(['http://x:1/metrics']);
    await expect(config.reload()).rejects.toThrow('line 1');
    await expect.poll(() => config.notices()).toEqual([expect.stringContaining('line 1')]);
    expect(warnings).toHaveLength(1);
  });

  it('that is missing is told of, and found when it comes', async () => {
    await config.start();
    expect(warnings[0]).toContain('ENOENT');
    writeFileSync(file, job("static_configs: [{ targets: ['x:1'] }]"));
    await expect.poll(urls).toEqual(['http://x:1/metrics']);
  });

  it('takes its targets from files too, and keeps the last ones of a file that turns bad', async () => {
    const targets = join(dir, 'targets.yml');
    writeFileSync(file, job("file_sd_configs: [{ files: ['*.yml'] }]"));
    writeFileSync(targets, '- targets: [x:1]\n  labels: { zone: 1.0 }\n');
    writeFileSync(file, job("file_sd_configs: [{ files: ['tar*.yml'] }]"));
    await config.start();
    expect(scraper.targets()[0]!.labels).toEqual({ job: 'a', instance: 'x:1', zone: '1.0' });
    writeFileSync(targets, '{}');
    await expect.poll(() => warnings.length).toBe(1);
    expect(urls()).toEqual(['http://x:1/metrics']);
    writeFileSync(targets, '[{"targets": ["y:1"]}]');
    await expect.poll(urls).toEqual(['http://y:1/metrics']);
  });

  it('leaves alone a target that was added by hand', async () => {
    const key = scraper.addTarget({ job: 'a', url: 'http://x:1/metrics' });
    writeFileSync(file, job("static_configs: [{ targets: ['x:1', 'no address/'] }]"));
    await config.start();
    expect(urls()).toEqual(['http://x:1/metrics']);
    expect(warnings).toEqual([expect.stringContaining('is no address'), expect.stringContaining('scraped already')]);
    expect(await scraper.removeTarget(key)).toBe(true);
  });
});
