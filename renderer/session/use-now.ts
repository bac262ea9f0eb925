import { useSyncExternalStore } from 'react';

// One clock for every age on screen, so that they all step together; it runs only while somebody looks at it.
const watchers = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  if (timer === undefined) {
    nowMs = Date.now();
    timer = setInterval(() => {
      nowMs = Date.now();
      for (const each of watchers) each();
    }, 1_000);
  }
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Unix ms, renewed once a second. */
export const useNow = (): number => useSyncExternalStore(watch, () => nowMs);
