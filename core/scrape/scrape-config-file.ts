import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { reasonOf, type Service } from '../shared/index.ts';
import { discoverTargets } from './discover-targets.ts';
import { parseScrapeConfig, type ParsedScrapeConfig, type ScrapeJob, type TargetGroup } from './scrape-config.ts';
import type { Scraper } from './scraper.ts';
import { readTargetFiles } from './target-files.ts';
import type { DroppedTarget, Target } from './target.ts';

export interface ScrapeConfigFileOptions {
  /** Path of a configuration file in Prometheus's format. */
  file: string;
  scraper: Pick<Scraper, 'setTargets'>;
  log?: { warn(message: string): void };
  /** How often the file and the target files it names are looked at. */
  pollMs?: number;
}

export interface ScrapeConfigFile extends Service {
  /** Takes the file anew if it changed. Throws `bad_request`, or why it cannot be read; what was scraped goes on. */
  reload(): Promise<void>;
  /** The configuration in force, as YAML without secrets; '' before any. */
  yaml(): string;
  dropped(): readonly DroppedTarget[];
  /** What is amiss or passed over, as sentences. */
  notices(): readonly string[];
}

const OWNER = 'configuration file';

/**
 * Keeps the scraper's targets as a Prometheus configuration file and its target files say, and follows their changes.
 * A file that is not valid changes nothing: what was scraped before goes on, and the fault is told.
 */
export function createScrapeConfigFile({
  file,
  scraper,
  log,
  pollMs = 5000,
}: ScrapeConfigFileOptions): ScrapeConfigFile {
  let text: string | null = null;
  /** Why the text is no configuration; null when it is one. */
  let invalid: Error | null = null;
  let parsed: ParsedScrapeConfig | null = null;
  let dropped: DroppedTarget[] = [];
  let faults: string[] = [];
  let inForce = '';
  let running = false;
  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> = Promise.resolve();
  /** By job: what its target files held, by file. */
  const groups = new Map<string, Map<string, TargetGroup[]>>();
  const told = new Set<string>();

  function tell(fault: string): void {
    faults.push(fault);
    if (!told.has(fault)) log?.warn(`Scrape configuration: ${fault}`);
    told.add(fault);
  }

  async function groupsOf(job: ScrapeJob): Promise<TargetGroup[]> {
    const patterns = job.file_sd_configs.flatMap(({ files }) => files);
    const last = groups.get(job.job_name) ?? new Map<string, TargetGroup[]>();
    const files = await readTargetFiles(patterns, dirname(resolve(file)), last, tell);
    groups.set(job.job_name, files);
    return [...job.static_configs, ...[...files.values()].flat()];
  }

  function take(text: string): void {
    try {
      parsed = parseScrapeConfig(text);
      invalid = null;
      for (const notice of parsed.notices) log?.warn(`Scrape configuration: ${notice}`);
    } catch (error) {
      invalid = error as Error;
    }
  }

  async function refresh(): Promise<void> {
    faults = [];
    const now = await readFile(file, 'utf8');
    if (now !== text) {
      text = now;
      take(now);
    }
    if (invalid) throw invalid;
    if (!parsed) return;
    const { config } = parsed;
    const targets: Target[] = [];
    const left: DroppedTarget[] = [];
    for (const job of config.scrape_configs) {
      const found = discoverTargets(job, config, await groupsOf(job));
      targets.push(...found.targets);
      left.push(...found.dropped);
      for (const fault of found.faults) tell(fault);
    }
    dropped = left;
    const state = JSON.stringify(targets.map(({ key, description }) => [key, description]));
    if (state === inForce) return;
    inForce = state;
    for (const { pool, url } of await scraper.setTargets(OWNER, targets))
      tell(`${url} of the job ${pool} is scraped already`);
  }

  /** One refresh at a time. */
  function reload(): Promise<void> {
    const next = working.then(refresh, refresh);
    working = next.catch(() => {});
    return next;
  }

  async function poll(): Promise<void> {
    await reload().catch((error: unknown) => tell(reasonOf(error)));
    if (running) timer = setTimeout(() => void poll(), pollMs);
  }

  return {
    name: 'scrape configuration',
    async start() {
      running = true;
      await poll();
    },
    async stop() {
      running = false;
      if (timer) clearTimeout(timer);
      await working;
    },
    reload,
    yaml: () => parsed?.redacted ?? '',
    dropped: () => dropped,
    notices: () => [...(parsed?.notices ?? []), ...faults],
  };
}
