import { ConsoleEvent } from '../../core/shared/index.ts';

/** How the page stands with the monitor: not yet connected, connected, or no answer for a while. */
export type MonitorLink = 'connecting' | 'open' | 'lost';

/** The part of an EventSource the feed needs, so that tests can bring their own. */
export type Source = Pick<EventSource, 'close' | 'readyState' | 'onopen' | 'onerror' | 'onmessage'>;

interface FeedOptions {
  open: () => Source;
  /** A monitor that restarts within this time has not been lost: nothing is shown. */
  patienceMs?: number;
  retryMs?: number;
}

const CLOSED = 2;

/**
 * The one event stream of the page, shared by all who listen. It opens with the first listener, reconnects for ever
 * (the browser gives up by itself after an HTTP error), and closes with the last listener.
 */
export class EventFeed {
  #options: Required<FeedOptions>;
  #source: Source | null = null;
  #listeners = new Set<(event: ConsoleEvent) => void>();
  #watchers = new Set<() => void>();
  #link: MonitorLink = 'connecting';
  #lostTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor({ open, patienceMs = 1_500, retryMs = 1_000 }: FeedOptions) {
    this.#options = { open, patienceMs, retryMs };
  }

  get link(): MonitorLink {
    return this.#link;
  }

  /** Calls back with every event from now on; the returned function ends it. */
  listen(listener: (event: ConsoleEvent) => void): () => void {
    this.#listeners.add(listener);
    if (!this.#source) this.#connect();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#close();
    };
  }

  /** Calls back when `link` changes; the returned function ends it. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  #connect() {
    const source = this.#options.open();
    this.#source = source;
    source.onopen = () => {
      clearTimeout(this.#lostTimer);
      this.#lostTimer = undefined;
      this.#setLink('open');
    };
    source.onmessage = ({ data }: MessageEvent) => this.#tell(data);
    source.onerror = () => {
      this.#lostTimer ??= setTimeout(() => this.#setLink('lost'), this.#options.patienceMs);
      if (source.readyState !== CLOSED) return;
      this.#retryTimer = setTimeout(() => this.#connect(), this.#options.retryMs);
    };
  }

  #tell(data: unknown) {
    const event = ConsoleEvent.safeParse(parseJson(data));
    // An event of a newer monitor that this page does not know is nothing to stop for.
    if (event.success) for (const listener of this.#listeners) listener(event.data);
  }

  #setLink(link: MonitorLink) {
    if (link === this.#link) return;
    this.#link = link;
    for (const watcher of this.#watchers) watcher();
  }

  #close() {
    clearTimeout(this.#lostTimer);
    clearTimeout(this.#retryTimer);
    this.#lostTimer = undefined;
    this.#source?.close();
    this.#source = null;
    this.#link = 'connecting';
  }
}

function parseJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}
