import type { FastifyRequest } from 'fastify';
import { parseDuration } from '../shared/index.ts';
import { invalidParameter } from './api-error.ts';

/** The parameters of a call: of a form body first, then of the URL, as Go's form values stand. Repeated names are kept. */
export function readParameters(request: FastifyRequest): URLSearchParams {
  const mark = request.url.indexOf('?');
  const inUrl = new URLSearchParams(mark < 0 ? '' : request.url.slice(mark + 1));
  const all = new URLSearchParams(request.body instanceof URLSearchParams ? request.body : '');
  for (const [name, value] of inUrl) all.append(name, value);
  return all;
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const rfc3339 = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})$/;

/** The ends of time as clients write them; JavaScript's Date spans less, and no sample lies outside of it. */
const ends: Readonly<Record<string, number>> = {
  '-292273086-05-16T16:47:06Z': -8.64e15,
  '292277025-08-18T07:12:54.999999999Z': 8.64e15,
};
export const MIN_TIME_MS = -8.64e15;
export const MAX_TIME_MS = 8.64e15;

/** Unix seconds (decimals allowed) or RFC 3339, in Unix milliseconds; null when the text is neither. */
export function parseTime(text: string): number | null {
  if (decimal.test(text)) return inRange(Math.round(Number(text) * 1000));
  const parts = rfc3339.exec(text);
  if (!parts) return ends[text] ?? null;
  const [, date, clock, fraction = '', zone] = parts;
  const ms = Date.parse(`${date}T${clock}.${fraction.slice(0, 3).padEnd(3, '0')}${zone!.toUpperCase()}`);
  return Number.isNaN(ms) ? null : ms;
}

const inRange = (ms: number): number | null => (ms >= MIN_TIME_MS && ms <= MAX_TIME_MS ? ms : null);

/** Seconds as a number, or a Prometheus duration such as `1m30s`, in milliseconds; null when the text is neither. */
export function parseSeconds(text: string): number | null {
  if (!decimal.test(text)) return parseDuration(text);
  const ms = Number(text) * 1000;
  return Math.abs(ms) <= MAX_TIME_MS ? ms : null;
}

const noTime = (text: string) => `cannot parse ${JSON.stringify(text)} to a valid timestamp`;

/** A time that must be there. */
export function timeOf(parameters: URLSearchParams, name: string): number {
  const text = parameters.get(name) ?? '';
  const ms = parseTime(text);
  if (ms === null) throw invalidParameter(name, noTime(text));
  return ms;
}

/** A time, or `otherwise` when it is absent or empty. */
export function timeOr(parameters: URLSearchParams, name: string, otherwise: number): number {
  const text = parameters.get(name);
  if (!text) return otherwise;
  const ms = parseTime(text);
  if (ms === null) throw invalidParameter(name, `invalid time value for '${name}': ${noTime(text)}`);
  return ms;
}

/** A duration in milliseconds that must be there. */
export function durationOf(parameters: URLSearchParams, name: string): number {
  const text = parameters.get(name) ?? '';
  const ms = parseSeconds(text);
  if (ms === null) throw invalidParameter(name, `cannot parse ${JSON.stringify(text)} to a valid duration`);
  return ms;
}

/** A positive duration in milliseconds, or undefined when it is absent or empty. */
export function optionalDurationOf(parameters: URLSearchParams, name: string): number | undefined {
  if (!parameters.get(name)) return undefined;
  const ms = durationOf(parameters, name);
  if (ms <= 0) throw invalidParameter(name, 'must be greater than 0');
  return ms;
}

/** How many results at most; absent, empty and 0 mean no limit. */
export function limitOf(parameters: URLSearchParams, name = 'limit'): number {
  const text = parameters.get(name);
  if (!text) return Infinity;
  if (!/^\d{1,15}$/.test(text))
    throw invalidParameter(name, `${JSON.stringify(text)} is not a whole number, 0 or more`);
  return Number(text) || Infinity;
}
