import { describe, expect, it, vi } from 'vitest';
import {
  type ChartSeries,
  chartTheme,
  clipBand,
  extentOf,
  indexAt,
  pointRadii,
  timeAt,
  timeChartConfig,
  type TimeChartModel,
} from '../drawing/index.ts';
import { createHoverStore } from './hover.ts';
import { bandsAt, tooltipRows } from './tooltip-rows.ts';

const grid = { startMs: 1_000, stepMs: 100, length: 4 };
const series = (name: string, values: number[], change: Partial<ChartSeries> = {}): ChartSeries => ({
  key: name,
  name,
  color: '#73bf69',
  drawn: Float64Array.from(values),
  values: Float64Array.from(values),
  style: 'line',
  lineWidth: 2,
  fillOpacity: 0,
  fillTo: 'origin',
  interpolation: 'linear',
  points: 'auto',
  pointSize: 5,
  spanGaps: false,
  dash: [],
  unit: 'ms',
  decimals: null,
  ...change,
});
const model = (all: ChartSeries[], change: Partial<TimeChartModel> = {}): TimeChartModel => ({
  grid,
  fromMs: 950,
  toMs: 1_350,
  series: all,
  axis: { unit: 'ms', decimals: null, min: null, max: null, label: '' },
  bands: [],
  thresholds: [],
  ...change,
});

describe('the grid of a chart', () => {
  it('finds the nearest moment, and none outside', () => {
    expect([960, 1_049, 1_050, 1_340, 1_350, 900].map((timeMs) => indexAt(grid, timeMs))).toEqual([
      0,
      0,
      1,
      3,
      null,
      null,
    ]);
    expect(timeAt(grid, 3)).toBe(1_300);
  });
});

describe('a band', () => {
  it('is cut to what is shown, and open at the right while it lasts', () => {
    const band = { fromMs: 0, toMs: 50, label: '', kind: 'load' as const };
    expect(clipBand(band, 10, 100)).toEqual([10, 50]);
    expect(clipBand({ ...band, toMs: null }, 10, 100)).toEqual([10, 100]);
    expect(clipBand(band, 60, 100)).toBeNull();
    expect(clipBand({ ...band, fromMs: 200, toMs: null }, 10, 100)).toBeNull();
  });

  it('is told by the tooltip even when it is shorter than a step', () => {
    const blink = { fromMs: 1_110, toMs: 1_112, label: 'Service down', kind: 'outage' as const };
    const told = (timeMs: number) => bandsAt(model([], { bands: [blink] }), timeMs).length;
    expect([1_000, 1_100, 1_200].map(told)).toEqual([0, 1, 0]);
  });
});

describe('a tooltip', () => {
  const all = [series('p50', [10, 10, 10, NaN]), series('p99', [90, 90, 95, 95]), series('zero', [0, 0, 0, 0])];
  const rows = (mode: 'single' | 'multi', sort: 'none' | 'asc' | 'desc', near: number | null, timeMs = 1_200) =>
    tooltipRows(model(all), timeMs, near, { mode, sort, hideZeros: true }).map(({ name, text }) => `${name} ${text}`);

  it('says every series that has a value, in the order asked for', () => {
    expect(rows('multi', 'none', null)).toEqual(['p50 10 ms', 'p99 95 ms']);
    expect(rows('multi', 'desc', 12)).toEqual(['p99 95 ms', 'p50 10 ms']);
    expect(rows('multi', 'none', null, 1_300)).toEqual(['p99 95 ms']);
    expect(rows('multi', 'none', null, 9_000)).toEqual([]);
  });

  it('in single mode says the one nearest to the pointer; with the keyboard, all', () => {
    expect(rows('single', 'none', 80)).toEqual(['p99 95 ms']);
    expect(rows('single', 'none', null)).toEqual(['p50 10 ms', 'p99 95 ms']);
  });
});

describe('what is drawn', () => {
  it('spans all values that are finite, and zero where areas or bars stand on it', () => {
    expect(extentOf([series('a', [5, NaN, Infinity, 9])])).toEqual({ min: 5, max: 9 });
    expect(extentOf([series('a', [5, 9], { style: 'bars' })])).toEqual({ min: 0, max: 9 });
    expect(extentOf([series('a', [NaN])])).toBeNull();
  });

  it('marks values that stand alone, and all of a short series', () => {
    const long = Array.from({ length: 30 }, (_, i) => (i % 10 === 9 || i === 20 ? NaN : i));
    const lonely = pointRadii(series('a', [...long, NaN, 7, NaN])) as number[];
    expect(lonely.map((radius, i) => (radius > 0 ? i : -1)).filter((i) => i >= 0)).toEqual([31]);
    expect(pointRadii(series('a', [1, 2, 3, 4]))).toBe(2);
    expect(
      pointRadii(
        series(
          'a',
          Array.from({ length: 30 }, (_, i) => i),
        ),
      ),
    ).toBe(0);
    expect(pointRadii(series('a', [1], { points: 'never' }))).toBe(0);
  });

  it('breaks lines at gaps and fills stacks down to the series before', () => {
    const fill = { fillOpacity: 0.5, fillTo: 'previous' as const };
    const { data } = timeChartConfig(
      model([series('a', [1, NaN], fill), series('b', [2, 3], fill)]),
      chartTheme('dark'),
    );
    expect(data.datasets[0]).toMatchObject({ fill: 'origin', spanGaps: false, data: [{ x: 1_000, y: 1 }, { y: NaN }] });
    expect(data.datasets[1]).toMatchObject({ fill: '-1' });
  });
});

describe('the shared crosshair', () => {
  it('tells its watchers only of changes', () => {
    const store = createHoverStore();
    const seen = vi.fn<() => void>();
    const end = store.watch(seen);
    store.set({ timeMs: 1, source: 'a' });
    store.set({ timeMs: 1, source: 'a' });
    store.set(null);
    store.set(null);
    expect(seen).toHaveBeenCalledTimes(2);
    end();
    store.set({ timeMs: 2, source: 'a' });
    expect(seen).toHaveBeenCalledTimes(2);
  });
});
