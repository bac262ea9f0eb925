import { PredictionLogPage, reasonOf, type Prediction, type Service } from '../shared/index.ts';

/** How far the service's log has been read: a position in one life of the service. */
export interface PredictionCursor {
  epoch: string;
  next: number;
}

/** Where predictions are kept; the store's repository is one. */
export interface PredictionSink {
  cursor(): PredictionCursor | null;
  /** Keeps the predictions and the cursor together; returns how many were new. */
  add(predictions: readonly Prediction[], cursor: PredictionCursor): number;
}

export interface PredictionPullerOptions {
  /** Origin of the service, or null while it has none. */
  serviceUrl(): string | null;
  /** Bearer token of the service's internal routes. */
  token: string;
  sink: PredictionSink;
  intervalMs?: number;
  onAdded?: (added: number) => void;
  log?: { warn(message: string): void };
}

export interface PredictionPuller extends Service {
  /** Reads whatever the service has now; resolves when its log is read to the end, or when it does not answer. */
  drain(): Promise<void>;
}

/** Records asked for at once; a full page means that there is more. */
const PAGE_LIMIT = 1000;
const TIMEOUT_MS = 2000;

/**
 * Pulls the service's prediction log about once a second: the service answers from memory and never waits for us.
 * A service that is down is nothing to speak of (the supervisor does); a reply that is no log page is warned of once.
 */
export function createPredictionPuller(options: PredictionPullerOptions): PredictionPuller {
  const { serviceUrl, token, sink, intervalMs = 1000, onAdded, log } = options;
  let timer: NodeJS.Timeout | null = null;
  let pulling: Promise<void> | null = null;
  let lastWarning = '';

  async function fetchPage(origin: string, after: number): Promise<PredictionLogPage> {
    const url = new URL(`/internal/predictions?after=${after}&limit=${PAGE_LIMIT}`, origin);
    const reply = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!reply.ok) throw new BadReply(`it answered ${reply.status}`);
    const page = PredictionLogPage.safeParse(await reply.json());
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
      if (page.lost > 0) warn(`${page.lost} predictions left the service's log before they could be read.`);
      if (page.records.length === 0 && !restarted && cursor !== null && page.next === cursor.next) return;
      const added = sink.add(page.records, { epoch: page.epoch, next: page.next });
      if (added > 0) onAdded?.(added);
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
        warn(`The prediction log could not be read: ${reasonOf(error)}.`);
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
    name: 'predictions',
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
