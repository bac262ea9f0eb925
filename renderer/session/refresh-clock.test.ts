import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startRefreshClock } from './refresh-clock.ts';

/** A page that can be hidden and shown. */
function page() {
  const listeners = new Set<() => void>();
  return {
    hidden: false,
    addEventListener: (_: 'visibilitychange', listener: () => void) => void listeners.add(listener),
    removeEventListener: (_: 'visibilitychange', listener: () => void) => void listeners.delete(listener),
    turn(hidden: boolean) {
      this.hidden = hidden;
      for (const listener of listeners) listener();
    },
    listeners,
  };
}

describe('the refresh clock', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ticks at its interval until stopped', () => {
    const [tick, stage] = [vi.fn<() => void>(), page()];
    const clock = startRefreshClock(5_000, tick, stage);
    vi.advanceTimersByTime(15_000);
    expect(tick).toHaveBeenCalledTimes(3);
    clock.stop();
    vi.advanceTimersByTime(15_000);
    expect(tick).toHaveBeenCalledTimes(3);
    expect(stage.listeners.size).toBe(0);
  });

  it('rests while the page is hidden and makes up once for what it missed', () => {
    const [tick, stage] = [vi.fn<() => void>(), page()];
    const clock = startRefreshClock(5_000, tick, stage);
    stage.turn(true);
    vi.advanceTimersByTime(60_000);
    expect(tick).not.toHaveBeenCalled();
    stage.turn(false);
    vi.advanceTimersByTime(0);
    expect(tick).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(5_000);
    expect(tick).toHaveBeenCalledTimes(2);
    clock.stop();
  });

  it('a glance elsewhere does not delay the next tick', () => {
    const [tick, stage] = [vi.fn<() => void>(), page()];
    const clock = startRefreshClock(5_000, tick, stage);
    vi.advanceTimersByTime(2_000);
    stage.turn(true);
    vi.advanceTimersByTime(1_000);
    stage.turn(false);
    vi.advanceTimersByTime(2_000);
    expect(tick).toHaveBeenCalledTimes(1);
    clock.stop();
  });
});
