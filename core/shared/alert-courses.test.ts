import { expect, it } from 'vitest';
import { alertCourses, isAbout, presentState } from './alert-courses.ts';
import type { AlertChange, AlertState } from './alert-rules.ts';

const change = (timeMs: number, to: AlertState, job = 'a'): AlertChange => ({
  timeMs,
  file: 'f.yml',
  group: 'g',
  rule: 'High',
  labels: { alertname: 'High', job },
  annotations: { __dashboardUid__: 'board', __panelId__: '4' },
  from: 'inactive',
  to,
  value: '9',
});

it('the changes of an alert become spans, one after the other', () => {
  const courses = alertCourses([
    change(10, 'pending'),
    change(20, 'firing'),
    change(25, 'pending', 'b'),
    change(40, 'inactive'),
    change(50, 'pending'),
  ]);
  expect(courses.map(({ labels, spans }) => [labels['job'], spans])).toEqual([
    [
      'a',
      [
        { state: 'pending', fromMs: 10, toMs: 20 },
        { state: 'firing', fromMs: 20, toMs: 40 },
        { state: 'pending', fromMs: 50, toMs: null },
      ],
    ],
    ['b', [{ state: 'pending', fromMs: 25, toMs: null }]],
  ]);
  expect(courses.map(presentState)).toEqual(['pending', 'pending']);
});

it('what stood before the changes goes on until one of them ends it', () => {
  const [course] = alertCourses([change(40, 'inactive')], [change(5, 'firing')]);
  expect(course!.spans).toEqual([{ state: 'firing', fromMs: 5, toMs: 40 }]);
  expect(presentState(course!)).toBe(null);
});

it('an alert says which panel it is about', () => {
  const [course] = alertCourses([change(10, 'pending')]);
  expect(isAbout(course!, 'board', 4)).toBe(true);
  expect(isAbout(course!, 'board', 5)).toBe(false);
});
