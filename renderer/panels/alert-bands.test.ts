import { expect, it } from 'vitest';
import type { AlertCourse } from '../../core/shared/index.ts';
import { alertBands, stateOfPanel } from './alert-bands.ts';

const course = (rule: string, panelId: string, ...states: ('pending' | 'firing')[]): AlertCourse => ({
  file: 'f.yml',
  group: 'g',
  rule,
  labels: { alertname: rule },
  annotations: { __dashboardUid__: 'board', __panelId__: panelId },
  spans: states.map((state, i) => ({ state, fromMs: i * 10, toMs: i < states.length - 1 ? (i + 1) * 10 : null })),
});
const all = [course('Errors', '4', 'pending', 'firing'), course('Latency', '2', 'pending')];

it('the panel that an alert is about shows all its states, every other chart that something fires', () => {
  expect(alertBands(all, { dashboardUid: 'board', panelId: 4 }).map(({ kind, label }) => [kind, label])).toEqual([
    ['pending', 'Errors pending'],
    ['firing', 'Errors firing'],
  ]);
  expect(alertBands(all, null).map(({ kind, label }) => [kind, label])).toEqual([['alert', 'Errors firing']]);
});

it('a panel is as bad as the worst alert about it', () => {
  expect(stateOfPanel(all, { dashboardUid: 'board', panelId: 4 })).toEqual({ state: 'firing', rules: ['Errors'] });
  expect(stateOfPanel(all, { dashboardUid: 'board', panelId: 2 })).toEqual({ state: 'pending', rules: ['Latency'] });
  expect(stateOfPanel(all, { dashboardUid: 'other', panelId: 2 })).toBe(null);
});
