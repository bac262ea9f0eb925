import { formatDuration } from '../../core/shared/index.ts';

export type Variables = ReadonlyMap<string, string>;

interface TimeFacts {
  fromMs: number;
  toMs: number;
  stepMs: number;
  scrapeIntervalMs: number;
}

/** What `$__rate_interval` stands for, in ms: wide enough that `rate` always finds two samples (Grafana's rule). */
export const rateIntervalMs = (stepMs: number, scrapeIntervalMs: number): number =>
  Math.max(stepMs + scrapeIntervalMs, 4 * scrapeIntervalMs);

/** The variables every query may use without anyone having defined them. */
export function timeVariables({ fromMs, toMs, stepMs, scrapeIntervalMs }: TimeFacts): Variables {
  const rateMs = rateIntervalMs(stepMs, scrapeIntervalMs);
  const rangeSeconds = Math.round((toMs - fromMs) / 1000);
  return new Map(
    Object.entries({
      __interval: formatDuration(stepMs),
      __interval_ms: String(stepMs),
      __rate_interval: formatDuration(rateMs),
      __rate_interval_ms: String(rateMs),
      __range: `${rangeSeconds}s`,
      __range_s: String(rangeSeconds),
      __range_ms: String(rangeSeconds * 1000),
      __from: String(fromMs),
      __to: String(toMs),
    }),
  );
}

const reference = /\$(\w+)|\$\{(\w+)(?::([^}]+))?\}|\[\[(\w+)(?::([^\]]+))?\]\]/g;

/**
 * Puts values in place of `$name`, `${name}`, `${name:format}` and `[[name]]`. A name nobody defined is left as it
 * stands. It comes before any parsing: `[$__range]` is no PromQL.
 */
export const interpolate = (text: string, variables: Variables): string =>
  text.replace(reference, (whole, bare?: string, braced?: string, _format?: string, bracketed?: string) => {
    const value = variables.get(bare ?? braced ?? bracketed ?? '');
    return value ?? whole;
  });

export const mentions = (text: string, name: string): boolean =>
  [...text.matchAll(reference)].some(([, bare, braced, , bracketed]) => (bare ?? braced ?? bracketed) === name);
