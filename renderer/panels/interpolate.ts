import { formatDuration } from '../../core/shared/index.ts';

/** A variable people choose the value of. */
export interface ChosenValue {
  values: readonly string[];
  /** What the choices are called, in the order of `values`. */
  texts: readonly string[];
  /** Several may be chosen, so that it stands in a regular expression. */
  isPattern: boolean;
  /** Stands for all of them as it is. */
  verbatim: string | null;
}

export type Variables = ReadonlyMap<string, string | ChosenValue>;

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

/** Within the quotes of PromQL a backslash is written twice. */
const quoted = (value: string) => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
const escapedPattern = (value: string) => quoted(value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));

const alternatives = (parts: readonly string[]) => (parts.length === 1 ? parts[0]! : `(${parts.join('|')})`);

/** Grafana's formats of `${name:format}`. */
const formats: Record<string, (values: readonly string[], texts: readonly string[]) => string> = {
  raw: (values) => values.join(','),
  csv: (values) => values.join(','),
  pipe: (values) => values.join('|'),
  regex: (values) => alternatives(values.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))),
  json: (values) => JSON.stringify(values.length === 1 ? values[0] : values),
  singlequote: (values) => values.map((value) => `'${value.replaceAll("'", "\\'")}'`).join(','),
  doublequote: (values) => values.map((value) => `"${value.replaceAll('"', '\\"')}"`).join(','),
  glob: (values) => (values.length === 1 ? values[0]! : `{${values.join(',')}}`),
  text: (_values, texts) => texts.join(' + '),
  percentencode: (values) => encodeURIComponent(values.length === 1 ? values[0]! : `{${values.join(',')}}`),
  queryparam: (values) => values.map(encodeURIComponent).join('&'),
};

function written(value: string | ChosenValue, format: string | undefined): string {
  if (typeof value === 'string') return value;
  const { values, texts, isPattern, verbatim } = value;
  if (verbatim !== null && format !== 'text') return verbatim;
  const write = format === undefined ? undefined : formats[format];
  if (write) return write(values, texts);
  return isPattern ? alternatives(values.map(escapedPattern)) : values.map(quoted).join(',');
}

/**
 * Puts values in place of `$name`, `${name}`, `${name:format}` and `[[name]]`. A name nobody defined is left as it
 * stands. Without a format a value is written as a PromQL string takes it: several as `(a|b)`, for `=~`. It comes before any
 * parsing: `[$__range]` is no PromQL.
 */
export const interpolate = (text: string, variables: Variables): string =>
  text.replace(reference, (...[whole, bare, braced, bracedFormat, bracketed, bracketedFormat]: string[]) => {
    const value = variables.get(bare ?? braced ?? bracketed ?? '');
    return value === undefined ? whole! : written(value, bracedFormat ?? bracketedFormat);
  });

/** The same for a person to read: names instead of patterns. */
export const interpolateTitle = (text: string, variables: Variables): string =>
  text.replace(reference, (...[whole, bare, braced, , bracketed]: string[]) => {
    const value = variables.get(bare ?? braced ?? bracketed ?? '');
    return value === undefined ? whole! : written(value, 'text');
  });

export const mentions = (text: string, name: string): boolean =>
  [...text.matchAll(reference)].some(([, bare, braced, , bracketed]) => (bare ?? braced ?? bracketed) === name);
