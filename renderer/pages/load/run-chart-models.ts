import { type LoadRun, type LoadTick, plannedMs } from '../../../core/shared/index.ts';
import { type ChartSeries, type ChartTheme, type Grid, paletteColor, type TimeChartModel } from '../../charts/index.ts';
import { isGoing } from './run-words.ts';

const secondMs = 1_000;

/** Every second from the first to the last that was reported; one that is missing stays empty. */
export function gridOf(ticks: readonly LoadTick[]): Grid {
  const startMs = ticks[0]?.atMs ?? 0;
  const lastMs = ticks.at(-1)?.atMs ?? startMs;
  return { startMs, stepMs: secondMs, length: ticks.length === 0 ? 0 : Math.round((lastMs - startMs) / secondMs) + 1 };
}

/** One figure of every tick on the grid, shape [grid.length]; NaN where there is none. */
export function column(ticks: readonly LoadTick[], grid: Grid, figure: (tick: LoadTick) => number): Float64Array {
  const values = new Float64Array(grid.length).fill(NaN);
  for (const tick of ticks) {
    const index = Math.round((tick.atMs - grid.startMs) / grid.stepMs);
    if (index >= 0 && index < grid.length) values[index] = figure(tick);
  }
  return values;
}

interface Line {
  name: string;
  color: string;
  unit: string;
  figure: (tick: LoadTick) => number;
  style?: Partial<ChartSeries>;
}

const series = (line: Line, ticks: readonly LoadTick[], grid: Grid): ChartSeries => {
  const values = column(ticks, grid, line.figure);
  return {
    key: line.name,
    name: line.name,
    color: line.color,
    drawn: values,
    values,
    style: 'line',
    lineWidth: 1.5,
    fillOpacity: 0,
    fillTo: 'origin',
    interpolation: 'linear',
    points: 'auto',
    pointSize: 5,
    spanGaps: false,
    dash: [],
    unit: line.unit,
    decimals: 1,
    ...line.style,
  };
};

/** A latency of a second without an answer is not 0 but unknown. */
const quantile = (name: 'p50' | 'p95' | 'p99') => (tick: LoadTick) =>
  tick.requests > tick.errors ? tick.latencyMs[name] : NaN;

/** The two charts of a run, second by second, as its clients measured: how many answers, and how long each took. */
export function runChartModels(
  run: LoadRun,
  ticks: readonly LoadTick[],
  theme: ChartTheme,
): { throughput: TimeChartModel; latency: TimeChartModel } {
  const grid = gridOf(ticks);
  const plannedEndMs = run.startedAtMs + plannedMs(run.plan.schedule);
  const endMs = isGoing(run) ? plannedEndMs : (run.endedAtMs ?? plannedEndMs);
  const chart = (unit: string, lines: Line[]): TimeChartModel => ({
    grid,
    fromMs: run.startedAtMs,
    toMs: Math.max(endMs, run.startedAtMs + secondMs),
    series: lines.map((line) => series(line, ticks, grid)),
    axis: { unit, decimals: null, min: 0, max: null, label: '' },
    bands: [],
    thresholds: [],
  });
  const color = (index: number) => paletteColor(index, theme);
  return {
    throughput: chart('reqps', [
      { name: 'Answers', color: color(2), unit: 'reqps', figure: (tick) => tick.requestsPerSecond, style: filled },
      { name: 'Errors', color: color(4), unit: 'reqps', figure: (tick) => tick.errors },
    ]),
    latency: chart('ms', [
      { name: 'p50', color: color(0), unit: 'ms', figure: quantile('p50') },
      { name: 'p95', color: color(1), unit: 'ms', figure: quantile('p95') },
      { name: 'p99', color: color(3), unit: 'ms', figure: quantile('p99') },
    ]),
  };
}

const filled = { fillOpacity: 0.14 };
