/** One remembered choice among a few words, kept in the browser's local storage. */
export interface Preference<Word extends string> {
  get(): Word;
  set(word: Word): void;
  /** Calls back after every `set`; the returned function ends it. */
  watch(changed: () => void): () => void;
}

export function preference<Word extends string>(
  name: string,
  words: readonly Word[],
  fallback: Word,
): Preference<Word> {
  const key = `telltale.${name}`;
  const watchers = new Set<() => void>();
  let current: Word | undefined;
  return {
    get() {
      current ??= words.find((word) => word === read(key)) ?? fallback;
      return current;
    },
    set(word) {
      current = word;
      write(key, word);
      for (const watcher of watchers) watcher();
    },
    watch(changed) {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
  };
}

// Storage may be refused (private windows, policies): the choice then lasts as long as the page.
function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, word: string): void {
  try {
    window.localStorage.setItem(key, word);
  } catch {
    // Nothing to do: see above.
  }
}
