import { reasonOf, type Service } from '../shared/index.ts';
import type { z } from 'zod';

/** How far a log of the service has been read: a position in one life of the service. */
export interface LogCursor {
  epoch: string;
  next: number;
}

/** Where what was read is kept; the store's repositories are such. */
export interface LogSink<T> {
  cursor(): LogCursor | null;
  /** Keeps the records and the cursor together; returns how many were new. */
  add(records: readonly T[], cursor: LogCursor): number;
}

/** A page of a log: its records oldest first, `next` to go on from, and how many were overwritten before they were read. */
export interface LogPage<T> extends LogCursor {
  records: T[];
  lost: number;
}

export interface LogPullerOptions<T, P extends LogPage<T>> {
  /** Of the service it is part of. */
  name: string;
  /** What the records are called in a warning. */
  records: string;
  /** Path of the log on the service. */
  path: string;
  page: z.ZodType<P>;
  /** Origin of the service, or null while it has none. */
  serviceUrl(): string | null;
  /** Bearer token of the service's internal routes. */
  token: string;
  sink: LogSink<T>;
  intervalMs?: number;
  /** Called with every page that was read and how many of its records were new, once they are kept. */
  onPage?: (page: P, added: number) => void;
  log?: { warn(message: string): void };
}

export interface LogPuller extends Service {
  /** Reads whatever the service has now; resolves when its log is read to the end, or when it does not answer. */
  drain(): Promise<void>;
}

/** Records asked for at once; a full page means that there is more. */
const PAGE_LIMIT = 1000;
const TIMEOUT_MS = 2000;

/**
 * Pulls a log of the service about once a second: the service answers from memory and never waits for us. A service
 * that is down is nothing to speak of (the supervisor does); a reply that is no log page is warned of once.
 */
export function createLogPuller<T, P extends LogPage<T>>(options: LogPullerOptions<T, P>): LogPuller {
  const { name, records, path, serviceUrl, token, sink, intervalMs = 1000, onPage, log } = options;
  let timer: NodeJS.Timeout | null = null;
  let pulling: Promise<void> | null = null;
  let lastWarning = '';

  async function fetchPage(origin: string, after: number): Promise<P> {
    const url = new URL(`${path}?after=${after}&limit=${PAGE_LIMIT}`, origin);
    const reply = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!reply.ok) throw new BadReply(`it answered ${reply.status}`);
    const page = options.page.safeParse(await reply.json());
    if (!page.success) throw new BadReply(page.error.message);
    return page.data;
  }

  async function pullAll(): Promise<void> {
    const origin = serviceUrl();
    if (origin === null) return;
    for (;;) {
      const cursor = sink.cursor();
      let page = await fetchPage(origin, cursor?.next ?? 0);
      // A service that restarted has a new log: the position in the old one means nothing there.
      const restarted = cursor !== null && cursor.epoch !== page.epoch;
      if (restarted && cursor.next !== 0) page = await fetchPage(origin, 0);
      if (page.lost > 0) warn(`${page.lost} ${records} left the service's log before they could be read.`);
      if (page.records.length === 0 && !restarted && cursor !== null && page.next === cursor.next)
        return onPage?.(page, 0);
      const added = sink.add(page.records, { epoch: page.epoch, next: page.next });
      onPage?.(page, added);
      if (page.records.length < PAGE_LIMIT) return;
    }
  }

  function warn(message: string): void {
    if (message !== lastWarning) log?.warn(message);
    lastWarning = message;
  }

  /** One pull at a time; who comes meanwhile gets the one under way. */
  function pull(): Promise<void> {
    pulling ??= pullAll()
      .catch((error: unknown) => {
        if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) return;
        warn(`The log of ${records} could not be read: ${reasonOf(error)}.`);
      })
      .finally(() => {
        pulling = null;
      });
    return pulling;
  }

  function schedule(): void {
    timer = setTimeout(() => {
      void pull().finally(() => {
        if (timer !== null) schedule();
      });
    }, intervalMs);
  }

  return {
    name,
    async start() {
      schedule();
    },
    async drain() {
      await pulling;
      await pull();
    },
    async stop() {
      if (timer) clearTimeout(timer);
      timer = null;
      await this.drain();
    },
  };
}

class BadReply extends Error {}
