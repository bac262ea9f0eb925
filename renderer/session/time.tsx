import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { navigate, splitAddress, useAddress } from './location.ts';
import { startRefreshClock } from './refresh-clock.ts';
import {
  defaultRange,
  readRange,
  readRefresh,
  type ResolvedRange,
  resolveRange,
  type TimeRange,
  writeRange,
  writeRefresh,
} from './time-range.ts';

export interface TimeSession extends TimeRange {
  /** Puts a range (Grafana's grammar) into the address. */
  setRange(from: string, to: string): void;
  /** Interval in ms; null is off. */
  refreshMs: number | null;
  setRefresh(refreshMs: number | null): void;
  /** Goes up by one whenever what is on screen should be asked for again. */
  tick: number;
  /** Unix ms of the last tick: the present, as far as what is on screen is concerned. */
  seenAtMs: number;
  refreshNow(): void;
  /** Both ends in Unix ms as seen at `nowMs`. */
  resolve(nowMs: number): ResolvedRange;
}

const TimeContext = createContext<TimeSession | null>(null);

/** The time range and refresh every panel of the page shares; they live in the address. */
export function TimeProvider({ children }: { children: ReactNode }) {
  const { path, query } = splitAddress(useAddress());
  const [{ tick, seenAtMs }, setSeen] = useState(() => ({ tick: 0, seenAtMs: Date.now() }));
  const refreshNow = useCallback(() => setSeen((seen) => ({ tick: seen.tick + 1, seenAtMs: Date.now() })), []);
  const queryText = query.toString();
  const refreshMs = readRefresh(query);

  useEffect(() => {
    if (refreshMs === null) return;
    const clock = startRefreshClock(refreshMs, refreshNow, document);
    return () => clock.stop();
  }, [refreshMs, refreshNow]);

  const session = useMemo<TimeSession>(() => {
    const present = new URLSearchParams(queryText);
    const range = readRange(present);
    return {
      ...range,
      setRange(from, to) {
        navigate(`${path}?${writeRange(present, { from, to })}`);
        refreshNow();
      },
      refreshMs,
      setRefresh: (next) => navigate(`${path}?${writeRefresh(present, next)}`, { replace: true }),
      tick,
      seenAtMs,
      refreshNow,
      resolve: (nowMs) => resolveRange(range, nowMs) ?? resolveRange(defaultRange, nowMs)!,
    };
  }, [path, queryText, refreshMs, tick, seenAtMs, refreshNow]);

  return <TimeContext value={session}>{children}</TimeContext>;
}

export function useTimeRange(): TimeSession {
  const session = useContext(TimeContext);
  if (!session) throw new Error('useTimeRange needs a TimeProvider above it');
  return session;
}
