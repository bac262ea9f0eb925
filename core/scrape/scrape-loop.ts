import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { reasonOf } from '../shared/index.ts';
import type { Appender } from './appender.ts';
import { fetchExposition } from './fetch-exposition.ts';
import { Ingester } from './ingester.ts';
import type { Target, TargetStatus } from './target.ts';

export interface ScrapeLoopOptions {
  target: Target;
  appender: Appender;
  agent: Dispatcher;
  now: () => number;
  onError: (message: string) => void;
}

/** A timer is late by some milliseconds. Within this share of the interval the scrape counts as on time. */
const TIME_TOLERANCE = 0.01;
const MAX_TIME_TOLERANCE_MS = 100;

/** Scrapes one target, one scrape at a time, at times that are its own offset plus a multiple of its interval. */
export class ScrapeLoop {
  readonly status: TargetStatus;
  private readonly options: ScrapeLoopOptions;
  private readonly ingester: Ingester;
  private readonly ending = new AbortController();
  private running: Promise<void> | null = null;
  private lastScrapeMs: number | null = null;
  /** Whether the last scrape had samples that were refused as too old. */
  private late = false;

  constructor(options: ScrapeLoopOptions) {
    const { target, appender } = options;
    this.options = options;
    this.ingester = new Ingester(target, appender);
    this.status = {
      key: target.key,
      discoveredLabels: target.discoveredLabels,
      labels: target.labels,
      scrapePool: target.pool,
      scrapeUrl: target.url,
      health: 'unknown',
      lastError: '',
      lastScrapeMs: null,
      lastScrapeDurationMs: 0,
      lastScrapeSamples: 0,
      lastScrapeRefused: 0,
      scrapeIntervalMs: target.intervalMs,
      scrapeTimeoutMs: target.timeoutMs,
    };
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Ends the loop and a scrape under way. The target is expected back: its series are not marked as ended. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  /** Ends the loop for good: every series of the target is marked as ended. */
  async remove(): Promise<void> {
    await this.stop();
    if (this.lastScrapeMs !== null) this.ingester.end(Math.max(this.options.now(), this.lastScrapeMs + 1));
  }

  private async run(): Promise<void> {
    const { target, now } = this.options;
    const offsetMs = offsetOf(target);
    while (!this.ending.signal.aborted) {
      const dueMs = nextDue(now(), offsetMs, target.intervalMs);
      try {
        await sleep(dueMs - now(), undefined, { signal: this.ending.signal });
      } catch {
        return;
      }
      await this.scrape(dueMs);
    }
  }

  private async scrape(dueMs: number): Promise<void> {
    const { target, agent, now } = this.options;
    const startedMs = now();
    const toleranceMs = Math.min(target.intervalMs * TIME_TOLERANCE, MAX_TIME_TOLERANCE_MS);
    // Samples exactly one interval apart take a bit each to store, and graphs are even.
    const timeMs = Math.abs(startedMs - dueMs) <= toleranceMs ? dueMs : startedMs;
    const startedAt = performance.now();
    let error = '';
    let counts = { scraped: 0, refused: 0, late: 0 };
    try {
      const headers = await target.headers();
      const exposition = await fetchExposition(agent, target.url, { ...target, headers, signal: this.ending.signal });
      const elapsedSeconds = () => (performance.now() - startedAt) / 1000;
      counts = await this.ingester.take(exposition, timeMs, elapsedSeconds);
    } catch (cause) {
      if (this.ending.signal.aborted) return;
      error =
        cause instanceof Error && cause.name === 'TimeoutError'
          ? `no answer within ${target.timeoutMs} ms`
          : reasonOf(cause);
      try {
        this.ingester.fail(timeMs, (performance.now() - startedAt) / 1000);
      } catch (appendError) {
        error += `; ${reasonOf(appendError)}`;
      }
    }
    this.lastScrapeMs = Math.max(timeMs, this.lastScrapeMs ?? 0);
    this.warn(error, counts);
    Object.assign(this.status, {
      health: error === '' ? 'up' : 'down',
      lastError: error,
      lastScrapeMs: timeMs,
      lastScrapeDurationMs: performance.now() - startedAt,
      lastScrapeSamples: counts.scraped,
      lastScrapeRefused: counts.refused,
    });
    this.late = counts.late > 0;
  }

  /** Tells what is amiss when it begins, not again at every scrape. */
  private warn(error: string, counts: { refused: number; late: number }): void {
    const { target, onError } = this.options;
    const say = (message: string) => onError(`${target.pool} ${target.url}: ${message}`);
    if (error !== '' && error !== this.status.lastError) say(error);
    if (counts.refused > 0 && this.status.lastScrapeRefused === 0) {
      say(`no room for ${counts.refused} of its series; the store has as many as it may.`);
    }
    if (counts.late > 0 && !this.late)
      say('samples are refused that are older than what is kept; was the clock set back?');
  }
}

/** Targets are scraped at different moments of the interval, each always at its own. */
function offsetOf({ key, intervalMs }: Target): number {
  return createHash('sha1').update(key).digest().readUInt32BE(0) % Math.round(intervalMs);
}

/** The first moment after `nowMs` that is the offset plus a multiple of the interval. */
export const nextDue = (nowMs: number, offsetMs: number, intervalMs: number): number =>
  (Math.floor((nowMs - offsetMs) / intervalMs) + 1) * intervalMs + offsetMs;
