import { CodedError, type Service } from '../shared/index.ts';
import type { Appender } from './appender.ts';
import { createScrapeAgent } from './fetch-exposition.ts';
import { ScrapeLoop } from './scrape-loop.ts';
import { resolveTarget, type TargetConfig, type TargetStatus } from './target.ts';

export interface ScraperOptions {
  appender: Appender;
  targets: readonly TargetConfig[];
  log?: { warn(message: string): void };
  now?: () => number;
}

export interface Scraper extends Service {
  /** Every target and how its last scrape went, in the order they were added. */
  targets(): TargetStatus[];
  /** Adds a target, scraped from now on if the scraper runs; returns its key. Throws `bad_request`. */
  addTarget(config: TargetConfig): string;
  /** Removes a target and marks its series as ended; false when there is none with the key. */
  removeTarget(key: string): Promise<boolean>;
}

/** Scrapes targets into the appender until stopped. Throws `bad_request` when a target is not well described. */
export function createScraper({ appender, targets, log, now = Date.now }: ScraperOptions): Scraper {
  const agent = createScrapeAgent();
  const loops = new Map<string, ScrapeLoop>();
  let running = false;

  function addTarget(config: TargetConfig): string {
    const target = resolveTarget(config);
    if (loops.has(target.key)) {
      throw new CodedError('bad_request', { reason: `${target.url} is a target of the job ${target.job} already.` });
    }
    const onError = (message: string) => log?.warn(message);
    const loop = new ScrapeLoop({ target, appender, agent, now, onError });
    loops.set(target.key, loop);
    if (running) loop.start();
    return target.key;
  }

  for (const config of targets) addTarget(config);

  return {
    name: 'scrape',
    async start() {
      running = true;
      for (const loop of loops.values()) loop.start();
    },
    async stop() {
      running = false;
      await Promise.all([...loops.values()].map((loop) => loop.stop()));
      await agent.destroy();
    },
    targets: () => [...loops.values()].map((loop) => ({ ...loop.status })),
    addTarget,
    async removeTarget(key) {
      const loop = loops.get(key);
      if (!loop) return false;
      loops.delete(key);
      await loop.remove();
      return true;
    },
  };
}
