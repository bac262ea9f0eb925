import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Scraper, TargetStatus } from '../scrape/index.ts';
import { CodedError, NewScrapeTarget, reasonOf, type ScrapeTarget, type Service } from '../shared/index.ts';
import type { SettingRepository } from '../store/index.ts';

/** The targets of the scraper as the console shows them, and those among them that a person added. */
export interface AddedTargets extends Service {
  /** Every target of the scraper, the built-in ones among them. */
  list(): ScrapeTarget[];
  /** Scraped from now on, and again after a restart. Throws `bad_request` when it is scraped already. */
  add(target: NewScrapeTarget): ScrapeTarget;
  /** Throws `not_found`, or `bad_request` for a target that comes with Telltale. */
  remove(id: string): Promise<void>;
}

export interface AddedTargetsOptions {
  scraper: Pick<Scraper, 'targets' | 'addTarget' | 'removeTarget'>;
  settings: Pick<SettingRepository, 'get' | 'set'>;
  log: { warn(message: string): void };
}

const Saved = z.array(NewScrapeTarget.extend({ id: z.string() }));
type Saved = z.infer<typeof Saved>;

const settingKey = 'scrape.addedTargets';

/** Keeps the targets that a person added: in the settings, and in the scraper while it runs. */
export function createAddedTargets({ scraper, settings, log }: AddedTargetsOptions): AddedTargets {
  let saved: Saved = [];
  /** The scraper's key of each added target that it took, by our id. */
  const keys = new Map<string, string>();

  const save = (next: Saved) => {
    settings.set(settingKey, next);
    saved = next;
  };

  const scrape = ({ id, job, url, intervalMs }: Saved[number]) => {
    keys.set(id, scraper.addTarget({ job, url, intervalMs }));
  };

  const list = (): ScrapeTarget[] => {
    const ids = new Map([...keys].map(([id, key]) => [key, id]));
    return scraper.targets().map((target) => toScrapeTarget(target, ids.get(target.key)));
  };

  return {
    name: 'added targets',
    async start() {
      saved = readSaved(settings.get(settingKey), log);
      for (const target of saved) {
        try {
          scrape(target);
        } catch (error) {
          // One that cannot be scraped (a built-in one has its address by now) must not keep Telltale from starting.
          log.warn(`The added target ${target.url} is left out: ${reasonOf(error)}`);
        }
      }
    },
    stop: async () => {},
    list,
    add(target) {
      const added = { id: randomUUID(), ...target };
      scrape(added);
      save([...saved, added]);
      return list().find(({ id }) => id === added.id)!;
    },
    async remove(id) {
      const key = keys.get(id);
      if (key === undefined) {
        const isBuiltIn = list().some((target) => target.id === id);
        if (isBuiltIn) throw new CodedError('bad_request', { reason: 'This target comes with Telltale and stays.' });
        throw new CodedError('not_found', { what: `target with id "${id}"` });
      }
      keys.delete(id);
      save(saved.filter((target) => target.id !== id));
      await scraper.removeTarget(key);
    },
  };
}

function readSaved(value: unknown, log: AddedTargetsOptions['log']): Saved {
  const read = Saved.safeParse(value ?? []);
  if (!read.success) log.warn('The list of added targets could not be read; it begins anew.');
  return read.data ?? [];
}

const toScrapeTarget = (target: TargetStatus, addedId: string | undefined): ScrapeTarget => ({
  id: addedId ?? target.key,
  job: target.scrapePool,
  url: target.scrapeUrl,
  labels: target.labels,
  health: target.health,
  lastError: target.lastError,
  lastScrapeMs: target.lastScrapeMs,
  lastScrapeDurationMs: target.lastScrapeDurationMs,
  lastScrapeSamples: target.lastScrapeSamples,
  intervalMs: target.scrapeIntervalMs,
  timeoutMs: target.scrapeTimeoutMs,
  origin: addedId === undefined ? 'built-in' : 'added',
});
