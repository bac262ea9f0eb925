import { CodedError, type Service } from '../shared/index.ts';
import type { Appender } from './appender.ts';
import { createScrapeAgent } from './fetch-exposition.ts';
import { ScrapeLoop } from './scrape-loop.ts';
import { resolveTarget, type Target, type TargetConfig, type TargetStatus } from './target.ts';

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
  /**
   * Makes these the targets under an owner's name: new ones are added, others of that owner removed, and those that are
   * described anew go on under their new description. Targets that somebody else has are left out; returns those.
   */
  setTargets(owner: string, targets: readonly Target[]): Promise<Target[]>;
}

interface Held {
  owner: string;
  target: Target;
  loop: ScrapeLoop;
}

/** Whoever calls `addTarget`. */
const BY_HAND = '';

/** Scrapes targets into the appender until stopped. Throws `bad_request` when a target is not well described. */
export function createScraper({ appender, targets, log, now = Date.now }: ScraperOptions): Scraper {
  const agent = createScrapeAgent();
  const held = new Map<string, Held>();
  let running = false;

  function hold(owner: string, target: Target): void {
    const onError = (message: string) => log?.warn(message);
    const loop = new ScrapeLoop({ target, appender, agent, now, onError });
    held.set(target.key, { owner, target, loop });
    if (running) loop.start();
  }

  function addTarget(config: TargetConfig): string {
    const target = resolveTarget(config);
    if (held.has(target.key)) {
      throw new CodedError('bad_request', { reason: `${target.url} is a target of the job ${target.pool} already.` });
    }
    hold(BY_HAND, target);
    return target.key;
  }

  async function removeTarget(key: string): Promise<boolean> {
    const known = held.get(key);
    if (!known) return false;
    held.delete(key);
    await known.loop.remove();
    return true;
  }

  async function setTargets(owner: string, targets: readonly Target[]): Promise<Target[]> {
    const wanted = new Set(targets.map(({ key }) => key));
    const gone = [...held].filter(([key, known]) => known.owner === owner && !wanted.has(key));
    await Promise.all(gone.map(([key]) => removeTarget(key)));
    const refused: Target[] = [];
    for (const target of targets) {
      const known = held.get(target.key);
      if (known && known.owner !== owner) refused.push(target);
      else if (known?.target.description !== target.description) {
        // The same series go on: they are not marked as ended.
        await known?.loop.stop();
        hold(owner, target);
      }
    }
    return refused;
  }

  for (const config of targets) addTarget(config);

  return {
    name: 'scrape',
    async start() {
      running = true;
      for (const { loop } of held.values()) loop.start();
    },
    async stop() {
      running = false;
      await Promise.all([...held.values()].map(({ loop }) => loop.stop()));
      await agent.destroy();
    },
    targets: () => [...held.values()].map(({ loop }) => ({ ...loop.status })),
    addTarget,
    removeTarget,
    setTargets,
  };
}
