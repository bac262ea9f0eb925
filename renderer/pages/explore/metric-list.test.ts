import { expect, it } from 'vitest';
import { describeMetrics, searchMetrics } from './metric-list.ts';

const metadata = {
  request_seconds: [{ type: 'histogram', help: 'How long requests took.', unit: '' }],
  lunches: [{ type: 'counter', help: 'Lunches served to requesters.', unit: '' }],
};
const metrics = describeMetrics(['lunches_total', 'request_seconds_bucket', 'slow_request_total', 'up'], metadata);

it('the series of a histogram share the description of the histogram', () => {
  expect(metrics).toEqual([
    { name: 'lunches_total', type: 'counter', help: 'Lunches served to requesters.' },
    { name: 'request_seconds_bucket', type: 'histogram', help: 'How long requests took.' },
    { name: 'slow_request_total', type: '', help: '' },
    { name: 'up', type: '', help: '' },
  ]);
});

it('a search finds names before helps, beginnings of names first', () => {
  const found = searchMetrics(metrics, 'request').map(({ name }) => name);
  expect(found).toEqual(['request_seconds_bucket', 'slow_request_total', 'lunches_total']);
});

it('every word has to be there, in any order', () => {
  expect(searchMetrics(metrics, 'BUCKET request').map(({ name }) => name)).toEqual(['request_seconds_bucket']);
  expect(searchMetrics(metrics, 'lunch bucket')).toEqual([]);
  expect(searchMetrics(metrics, '  ')).toHaveLength(4);
});
