/**
 * Counts refreshes. It rests while the page is hidden, and if one fell due meanwhile it makes up for it (once) when the
 * page is seen again.
 */
export interface RefreshClock {
  stop(): void;
}

interface Page {
  readonly hidden: boolean;
  addEventListener(type: 'visibilitychange', listener: () => void): void;
  removeEventListener(type: 'visibilitychange', listener: () => void): void;
}

/** Calls `tick` every `everyMs` while `page` is visible, until stopped. */
export function startRefreshClock(everyMs: number, tick: () => void, page: Page): RefreshClock {
  let dueMs = Date.now() + everyMs;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const beat = () => {
    dueMs = Date.now() + everyMs;
    tick();
    timer = setTimeout(beat, everyMs);
  };
  const follow = () => {
    clearTimeout(timer);
    if (!page.hidden) timer = setTimeout(beat, Math.max(0, dueMs - Date.now()));
  };

  page.addEventListener('visibilitychange', follow);
  follow();
  return {
    stop() {
      clearTimeout(timer);
      page.removeEventListener('visibilitychange', follow);
    },
  };
}
