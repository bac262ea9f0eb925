import { describe, expect, it } from 'vitest';
import { Panel } from '../../core/shared/index.ts';
import { boxOf, layOut } from './dashboard-layout.ts';

const panel = (id: number, at: [x: number, y: number, w: number, h: number] | null, more: object = {}) =>
  Panel.parse({
    id,
    type: 'timeseries',
    ...(at ? { gridPos: { x: at[0], y: at[1], w: at[2], h: at[3] } } : {}),
    ...more,
  });
const places = (panels: Panel[], toggled: string[] = []) =>
  Object.fromEntries(layOut(panels, new Set(toggled)).map(({ key, x, y, w, h }) => [key, [x, y, w, h]]));

describe('laying out a dashboard', () => {
  it('keeps panels where they are', () => {
    expect(places([panel(1, [0, 0, 12, 8]), panel(2, [12, 0, 12, 8]), panel(3, [0, 8, 24, 4])])).toEqual({
      1: [0, 0, 12, 8],
      2: [12, 0, 12, 8],
      3: [0, 8, 24, 4],
    });
  });

  it('lets them float up into free room', () => {
    expect(places([panel(1, [0, 5, 12, 8]), panel(2, [0, 30, 6, 4])])).toEqual({ 1: [0, 0, 12, 8], 2: [0, 8, 6, 4] });
  });

  it('finds a place for panels without one, and room for those too wide', () => {
    expect(places([panel(1, null), panel(2, null), panel(3, [20, 40, 30, 3])])).toEqual({
      1: [0, 0, 12, 9],
      2: [12, 0, 12, 9],
      3: [0, 9, 24, 3],
    });
  });

  it('hides the panels after a collapsed row, and those inside it, until it is opened', () => {
    const inside = panel(4, [0, 2, 12, 5]);
    const closed = panel(3, [0, 1, 24, 1], { type: 'row', collapsed: true, panels: [inside] });
    expect(Object.keys(places([panel(1, [0, 0, 6, 1]), closed]))).toEqual(['1', '3']);
    expect(Object.keys(places([panel(1, [0, 0, 6, 1]), closed], ['3']))).toEqual(['1', '3', '4']);

    const open = panel(3, [0, 1, 24, 1], { type: 'row', collapsed: false, panels: [] });
    expect(Object.keys(places([open, panel(5, [0, 2, 6, 4])], ['3']))).toEqual(['3']);
  });

  it('spans the whole width of a sheet', () => {
    const [left, right] = layOut([panel(1, [0, 0, 12, 8]), panel(2, [12, 0, 12, 8])], new Set());
    expect(boxOf(left!, 1600)).toMatchObject({ x: 0, y: 0, height: 8 * 38 - 8 });
    const box = boxOf(right!, 1600);
    expect(box.x + box.width).toBeCloseTo(1600);
  });
});
