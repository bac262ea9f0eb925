import { describe, expect, it } from 'vitest';
import { chartTheme } from '../../charts/index.ts';
import { graphLegend, graphLines, graphModel } from './graph-model.ts';

const grid = { startMs: 0, stepMs: 1_000, length: 4 };
const theme = chartTheme('dark');
const answer = (letter: string, ...labels: Record<string, string>[]) => ({
  letter,
  expr: `expression ${letter}`,
  series: labels.map((each) => ({ labels: each, timestampsMs: [1_000, 3_000], values: [1, 3] })),
});

describe('the lines of the graph', () => {
  it('break where samples are missing', () => {
    const [line] = graphLines([answer('A', { __name__: 'up' })], grid, new Map());
    expect(Array.from(line!.values)).toEqual([NaN, 1, NaN, 3]);
  });

  it('are called by letter only when there are several queries, and by the query where they have no label', () => {
    expect(graphLines([answer('A', {})], grid, new Map())[0]!.name).toBe('expression A');
    const names = graphLines([answer('A', { job: 'x' }), answer('B', {})], grid, new Map()).map(({ name }) => name);
    expect(names).toEqual(['A: {job="x"}', 'B: expression B']);
  });

  it('keep their colours when others come and go', () => {
    const slots = new Map<string, number>();
    graphLines([answer('A', { job: 'x' }, { job: 'y' })], grid, slots);
    const lines = graphLines([answer('A', { job: 'y' }, { job: 'z' })], grid, slots);
    expect(lines.map(({ slot }) => slot)).toEqual([1, 2]);
    const { series } = graphModel(lines, { grid, fromMs: 0, toMs: 4_000 }, theme);
    expect(series[0]!.color).toBe(theme.palette[1]);
  });
});

it('the legend says least, most and last, and what is not drawn', () => {
  const lines = graphLines([answer('A', { job: 'x' }, { job: 'y' })], grid, new Map());
  const { items } = graphLegend(lines, new Set([lines[0]!.key]), theme);
  expect(items.map(({ values, isHidden }) => ({ values, isHidden }))).toEqual([
    { values: ['1', '3', '3'], isHidden: false },
    { values: ['1', '3', '3'], isHidden: true },
  ]);
});
