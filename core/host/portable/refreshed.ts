import { performance } from 'node:perf_hooks';

/**
 * What `read` last gave, at once; it is read anew in the background when that is older than `everyMs`. For what takes other
 * programs to find out, up to seconds on Windows: nobody who asks for metrics waits for it. `none` until the first is there;
 * a reading that fails keeps the last.
 */
export function refreshed<T>(read: () => Promise<T>, none: T, everyMs: number): () => T {
  let last = none;
  let readMs = -Infinity;
  let reading = false;
  return () => {
    if (!reading && performance.now() - readMs >= everyMs) {
      reading = true;
      read()
        .then(
          (value) => (last = value),
          () => {},
        )
        .finally(() => {
          reading = false;
          readMs = performance.now();
        });
    }
    return last;
  };
}
