import { expect, it } from 'vitest';
import { addPanel, emptyDashboard } from './add-panel.ts';
import { type ReadDashboard, readDashboardJson } from './read-dashboard.ts';

const panel = { title: 'Up', queries: ['up', 'sum(up)'] };

it('begins at the top left and then fills the row', () => {
  const add = (to: ReadDashboard) => readDashboardJson(addPanel(to, panel));
  const one = add(emptyDashboard('mine', 'Mine')).dashboard;
  const three = add(add(add(emptyDashboard('mine', 'Mine')))).dashboard;
  expect(three.panels.map(({ id, gridPos }) => [id, gridPos?.x, gridPos?.y])).toEqual([
    [1, 0, 0],
    [2, 12, 0],
    [3, 0, 8],
  ]);
  expect(one.panels[0]?.targets?.map(({ refId, expr }) => [refId, expr])).toEqual([
    ['A', 'up'],
    ['B', 'sum(up)'],
  ]);
});

it('goes below everything and leaves what it does not know alone', () => {
  const before = {
    ...emptyDashboard('wide', 'Wide').json,
    weekStart: 'monday',
    panels: [{ id: 7, type: 'text', gridPos: { x: 0, y: 3, w: 24, h: 5 }, mystery: true }],
  };
  const after = addPanel(readDashboardJson(before), panel);
  expect(after).toMatchObject({ weekStart: 'monday', panels: [before.panels[0], { id: 8, gridPos: { x: 0, y: 8 } }] });
});
