import { expect, it } from 'vitest';
import { type Place, placeOf, railPages } from './routes.ts';

it.each([
  { path: '/', place: { page: 'overview' } },
  { path: '/try', place: { page: 'try' } },
  { path: '/load/', place: { page: 'load' } },
  { path: '/drift', place: { page: 'drift', view: 'live' } },
  { path: '/drift/lab', place: { page: 'drift', view: 'lab' } },
  { path: '/drift/elsewhere', place: { page: 'unknown', path: '/drift/elsewhere' } },
  { path: '/explore', place: { page: 'explore' } },
  { path: '/targets', place: { page: 'targets' } },
  { path: '/store', place: { page: 'store' } },
  { path: '/stack', place: { page: 'stack' } },
  { path: '/stack/grafana', place: { page: 'stack-view', service: 'grafana' } },
  { path: '/stack/cadvisor', place: { page: 'unknown', path: '/stack/cadvisor' } },
  { path: '/store/up', place: { page: 'unknown', path: '/store/up' } },
  { path: '/dashboards/food11-service', place: { page: 'dashboard', uid: 'food11-service' } },
  { path: '/dashboards/a%20b', place: { page: 'dashboard', uid: 'a b' } },
  { path: '/dashboards', place: { page: 'dashboards' } },
  { path: '/dashboards/%', place: { page: 'unknown', path: '/dashboards/%' } },
  { path: '/elsewhere', place: { page: 'unknown', path: '/elsewhere' } },
] as { path: string; place: Place }[])('$path is the page $place.page', ({ path, place }) => {
  expect(placeOf(path)).toEqual(place);
});

it('every entry of the rail leads to its page', () => {
  for (const { page, path } of railPages) expect(placeOf(path).page).toBe(page);
});
