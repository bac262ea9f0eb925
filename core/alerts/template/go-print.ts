import { formatGeneral } from './format-float.ts';
import { GoInt, GoTime, type GoValue, QuerySample, TemplateData } from './values.ts';

/** A value as `%v` prints it. */
export function printValue(value: GoValue): string {
  if (value === null) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return formatGeneral(value, -1);
  if (value instanceof GoInt) return String(value.value);
  if (value instanceof GoTime) return printTime(value.unixMs);
  if (value instanceof QuerySample) return `{${printMap(Object.entries(value.labels))} ${printValue(value.value)}}`;
  if (value instanceof TemplateData) return `{${Object.values(value.fields).map(printValue).join(' ')}}`;
  if (value instanceof Map) return printMap([...value]);
  return `[${(value as readonly GoValue[]).map(printValue).join(' ')}]`;
}

const printMap = (pairs: readonly (readonly [string, GoValue])[]): string =>
  `map[${[...pairs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}:${printValue(value)}`)
    .join(' ')}]`;

/** As Go prints a time in UTC: `2026-11-28 18:00:00.25 +0000 UTC`. */
export function printTime(unixMs: number): string {
  const [date, time] = new Date(unixMs).toISOString().split(/[TZ]/) as [string, string];
  return `${date} ${time.replace(/\.(\d*?)0+$/, (_, digits: string) => (digits === '' ? '' : `.${digits}`))} +0000 UTC`;
}

/** Go's `Sprint`: a space between two values when neither is a text. */
export const sprint = (values: readonly GoValue[]): string =>
  values
    .map((value, i) => {
      const spaced = i > 0 && typeof value !== 'string' && typeof values[i - 1] !== 'string';
      return (spaced ? ' ' : '') + printValue(value);
    })
    .join('');
