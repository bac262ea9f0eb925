import { expect, it } from 'vitest';
import { splitAddress, withTime } from './location.ts';

it('an address is split at its question mark', () => {
  const { path, query } = splitAddress('/load?run=7');
  expect(path).toBe('/load');
  expect(query.get('run')).toBe('7');
});

it('a link takes the time range along, and nothing else of the page it leaves', () => {
  expect(withTime('/try', '/?from=now-1h&to=now&refresh=10s&run=7')).toBe('/try?from=now-1h&to=now&refresh=10s');
  expect(withTime('/try', '/load?run=7')).toBe('/try');
});

it('a link keeps its own query', () => {
  expect(withTime('/load?run=8', '/load?run=7&from=now-1h')).toBe('/load?run=8&from=now-1h');
});
