import { describe, expect, it } from 'vitest';
import { Panel } from '../../core/shared/index.ts';
import { chartTheme } from '../drawing/index.ts';
import { joined } from '../format/index.ts';
import { figuresOf } from './figures.ts';
import { cellsIn } from './cells.ts';
import { rowsThatFit, shareOf } from './paint-bar-gauge.ts';
import { gaugeScale } from './paint-gauge.ts';
import { slicesOf } from './paint-pie.ts';

const theme = chartTheme('dark');
const data = (rows: Record<string, number[]>) => ({
  fromMs: 0,
  toMs: 10,
  grid: { startMs: 0, stepMs: 5, length: 3 },
  series: Object.entries(rows).map(([name, values], slot) => ({
    key: name,
    refId: 'A',
    name,
    labels: {},
    slot,
    values: Float64Array.from(values),
  })),
});
const panel = (defaults: object) => Panel.parse({ type: 'bargauge', fieldConfig: { defaults } });

describe('the figures of a panel', () => {
  it('are its series reduced, in their unit and on a common scale', () => {
    const rows = data({ Egg: [1, 2, 40], Soup: [5, 100, NaN] });
    const figures = figuresOf(panel({ unit: 'reqps', min: 0 }), rows, ['lastNotNull'], theme);
    expect(figures.map(({ name, shown }) => [name, joined(shown)])).toEqual([
      ['Egg', '40 req/s'],
      ['Soup', '100 req/s'],
    ]);
    expect(figures.map(shareOf)).toEqual([0.4, 1]);
  });

  it('turn red from 80 when the panel names no thresholds, as in Grafana', () => {
    const figures = figuresOf(panel({}), data({ low: [79], high: [80] }), ['lastNotNull'], theme);
    expect(figures.map(({ color }) => color)).toEqual(['#73bf69', '#f2495c']);
  });

  it('without a value say so', () => {
    const [figure] = figuresOf(panel({ noValue: 'idle' }), data({ none: [NaN] }), ['max'], theme);
    expect(joined(figure!.shown)).toBe('idle');
    expect(shareOf(figure!)).toBe(0);
  });
});

describe('a bar', () => {
  it.each([
    [{ value: 5, min: 0, max: 10 }, 0.5],
    [{ value: 50, min: 0, max: 10 }, 1],
    [{ value: -5, min: 0, max: 10 }, 0],
    [{ value: 0, min: 0, max: 0 }, 0],
    [{ value: 7, min: 0, max: 0 }, 1],
    [{ value: null, min: 0, max: 10 }, 0],
  ])('for %o is filled to %s', (figure, share) => {
    expect(shareOf(figure)).toBe(share);
  });
});

it.each([
  [{ count: 11, height: 190 }, 11],
  [{ count: 11, height: 100 }, 6],
  [{ count: 3, height: 5 }, 1],
])('of %o bars in px, %i are drawn', ({ count, height }, drawn) => {
  expect(rowsThatFit(count, height)).toBe(drawn);
});

describe('value mappings', () => {
  const mappings = [
    { type: 'value', options: { '1': { text: 'Up', color: 'green' } } },
    { type: 'range', options: { from: 2, to: null, result: { text: 'Many' } } },
    { type: 'special', options: { match: 'null', result: { text: 'Nobody' } } },
    { type: 'strange' },
  ];
  it.each([
    [1, 'Up'],
    [7, 'Many'],
    [NaN, 'Nobody'],
    [0.5, '0.500'],
  ])('%d is shown as %s', (value, said) => {
    const panel = Panel.parse({ type: 'stat', fieldConfig: { defaults: { mappings } } });
    expect(joined(figuresOf(panel, data({ a: [value] }), ['lastNotNull'], theme)[0]!.shown)).toBe(said);
  });
});

describe('gauges and pies', () => {
  const figures = (values: Record<string, number[]>, defaults: object = {}) =>
    figuresOf(Panel.parse({ type: 'gauge', fieldConfig: { defaults } }), data(values), ['lastNotNull'], theme);

  it('a gauge goes from its ends, or from 0 to 100, or as far as its series went', () => {
    expect(gaugeScale(figures({ a: [25] })[0]!)).toMatchObject({ min: 0, max: 100, share: 0.25 });
    expect(gaugeScale(figures({ a: [400, 200] })[0]!)).toMatchObject({ max: 400, share: 0.5 });
    expect(gaugeScale(figures({ a: [5] }, { min: 0, max: 1 })[0]!).share).toBe(1);
    expect(gaugeScale(figures({ a: [NaN] })[0]!).share).toBe(0);
  });

  it('a pie has the shares of what is more than nothing, the largest first', () => {
    const slices = slicesOf(figures({ a: [1], b: [3], c: [-1], d: [NaN] }), 'desc');
    expect(slices.map(({ figure, share }) => [figure.name, share])).toEqual([
      ['b', 0.75],
      ['a', 0.25],
    ]);
  });

  it('stand in as many columns as make them largest', () => {
    const box = { x: 0, y: 0, width: 400, height: 100 };
    expect(cellsIn(box, 4, 1).map(({ x, y }) => [Math.round(x), y])).toEqual([
      [0, 0],
      [102, 0],
      [204, 0],
      [306, 0],
    ]);
    expect(new Set(cellsIn({ ...box, width: 100, height: 400 }, 4, 1).map(({ x }) => x)).size).toBe(1);
  });
});
