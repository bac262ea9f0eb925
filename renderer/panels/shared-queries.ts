/** Someone waiting for a reply that others may be waiting for, too. */
export interface Joined<Reply> {
  reply: Promise<Reply>;
  /** No longer interested; the request is ended when nobody is. */
  leave(): void;
}

interface Entry<Reply> {
  reply: Promise<Reply>;
  abort: AbortController;
  waiting: number;
  settledAtMs: number | null;
}

export interface SharedQueries<Reply> {
  join(key: string, ask: (signal: AbortSignal) => Promise<Reply>): Joined<Reply>;
}

/**
 * Asks every question once: panels that want the same answer during one refresh share the request. A reply is kept for
 * `keepMs` after it came, for panels that ask a moment later.
 */
export function createSharedQueries<Reply>(keepMs: number, now: () => number = Date.now): SharedQueries<Reply> {
  const entries = new Map<string, Entry<Reply>>();

  const forgetOld = () => {
    for (const [key, { settledAtMs }] of entries) {
      if (settledAtMs !== null && now() - settledAtMs > keepMs) entries.delete(key);
    }
  };

  const start = (key: string, ask: (signal: AbortSignal) => Promise<Reply>): Entry<Reply> => {
    const abort = new AbortController();
    const entry: Entry<Reply> = { reply: ask(abort.signal), abort, waiting: 0, settledAtMs: null };
    entries.set(key, entry);
    entry.reply.then(
      () => {
        entry.settledAtMs = now();
      },
      // A failure is not kept: the next one to ask may have more luck.
      () => entries.get(key) === entry && entries.delete(key),
    );
    return entry;
  };

  return {
    join(key, ask) {
      forgetOld();
      const entry = entries.get(key) ?? start(key, ask);
      entry.waiting += 1;
      let isWaiting = true;
      return {
        reply: entry.reply,
        leave() {
          if (!isWaiting) return;
          isWaiting = false;
          entry.waiting -= 1;
          if (entry.waiting > 0 || entry.settledAtMs !== null) return;
          entry.abort.abort();
          if (entries.get(key) === entry) entries.delete(key);
        },
      };
    },
  };
}
