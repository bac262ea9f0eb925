import { METRIC_NAME, type Labels, type SeriesData } from '../../shared/index.ts';
import { createEngine, formatValue, parseSelector, type QueryOptions, type Value } from '../index.ts';
import { LabelSet } from '../label-set.ts';
import { arraySource } from './array-source.ts';

/**
 * Series for a test, a line each: a selector, then its values at 0, `everyMs`, 2·`everyMs`, …
 *
 *   up{job="a"}  1 NaN -Inf _ stale 7x3 0+10x3
 *
 * `_`: no sample; `stale`: a staleness marker; `7x3`: 7, then 7 three more times; `0+10x3`: 0 10 20 30.
 */
export function load(everyMs: number, text: string): SeriesData[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, selector, values] = /^(\S*\{[^}]*\}|[^\s{]+)\s+(.*)$/.exec(line)!;
      return toSeries(labelsOf(selector!), values!.split(/\s+/).flatMap(expand), everyMs);
    });
}

const labelsOf = (selector: string): Labels =>
  Object.fromEntries(parseSelector(selector).map(({ name, value }) => [name, value]));

function expand(item: string): string[] {
  const found = /^(-?[\d.]+)(?:([-+][\d.]+))?x(\d+)$/.exec(item);
  if (!found) return [item];
  const [, start, step, times] = found;
  return Array.from({ length: Number(times) + 1 }, (_, i) => String(Number(start) + i * Number(step ?? 0)));
}

function toSeries(labels: Labels, items: string[], everyMs: number): SeriesData {
  const samples = items.map((item, i) => ({ item, ms: i * everyMs })).filter(({ item }) => item !== '_');
  return {
    labels,
    timestampsMs: Float64Array.from(samples, ({ ms }) => ms),
    values: Float64Array.from(samples, ({ item }) => (item === 'stale' ? NaN : toNumber(item))),
    stale: items.includes('stale') ? Uint8Array.from(samples, ({ item }) => (item === 'stale' ? 1 : 0)) : null,
  };
}

const toNumber = (text: string): number => Number(text.replace(/Inf$/, 'Infinity'));

/** An engine over such series, whose answers come back as text. */
export function engineOver(series: readonly SeriesData[]) {
  const engine = createEngine(arraySource(series));
  return {
    engine,
    /** The elements of an instant query, `labels value` each, sorted unless `ordered`. */
    async instant(query: string, atMs: number, ordered = false): Promise<string[]> {
      const lines = describe((await engine.instant(query, atMs)).value);
      return ordered ? lines : lines.sort();
    },
    /** The series of a range query, `labels value@seconds …` each. */
    async range(query: string, startMs: number, endMs: number, stepMs: number): Promise<string[]> {
      return describe((await engine.range(query, startMs, endMs, stepMs)).value);
    },
    async remarks(query: string, atMs: number, options?: QueryOptions): Promise<string[]> {
      const { warnings, infos } = await engine.instant(query, atMs, options);
      return [...warnings, ...infos];
    },
  };
}

function describe(value: Value): string[] {
  switch (value.type) {
    case 'scalar':
      return [short(value.value)];
    case 'string':
      return [value.value];
    case 'vector':
      return value.series.map((one) => `${describeLabels(one.labels)} ${short(one.value)}`);
    case 'matrix':
      return value.series.map(({ labels, timestampsMs, values }) => {
        const points = Array.from(values, (x, i) => `${short(x)}@${timestampsMs[i]! / 1000}`);
        return [describeLabels(labels), ...points].join(' ');
      });
  }
}

/** Enough digits to tell a right result, few enough to write by hand. */
const short = (x: number): string =>
  formatValue(Number.isFinite(x) && !Object.is(x, -0) ? Number(x.toPrecision(12)) : x);

const describeLabels = (labels: Labels): string => {
  const set = LabelSet.from(labels);
  return set.names.length === 1 && set.get(METRIC_NAME) !== '' ? set.get(METRIC_NAME) : String(set);
};
