import { expect, it } from 'vitest';
import { labelColumns, ordered, valueRows } from './value-rows.ts';

const vector = valueRows({
  kind: 'vector',
  samples: ['3', 'NaN', '+Inf', '-1'].map((text, i) => ({
    labels: i === 0 ? { __name__: 'up', job: 'a' } : { instance: String(i) },
    timestampMs: 0,
    text,
  })),
});
const texts = (rows: typeof vector) => rows.map(({ samples }) => samples[0]!.text);

it('a range vector has every sample with its time', () => {
  const value = { kind: 'matrix' as const, series: [{ labels: {}, timestampsMs: [1, 2], values: [0.5, Infinity] }] };
  expect(valueRows(value)[0]!.samples).toEqual([
    { timestampMs: 1, text: '0.5' },
    { timestampMs: 2, text: '+Inf' },
  ]);
});

it('scalars and strings are one row without labels', () => {
  expect(valueRows({ kind: 'string', timestampMs: 0, text: 'lunch' })).toEqual([
    { labels: {}, samples: [{ timestampMs: null, text: 'lunch' }] },
  ]);
});

it('columns begin with the name of the metric', () => {
  expect(labelColumns(vector)).toEqual(['__name__', 'instance', 'job']);
});

it('rows stay as the query sorted them until somebody asks for another order', () => {
  expect(texts(ordered(vector, 'given'))).toEqual(['3', 'NaN', '+Inf', '-1']);
  expect(texts(ordered(vector, 'most'))).toEqual(['+Inf', '3', '-1', 'NaN']);
  expect(texts(ordered(vector, 'least'))).toEqual(['-1', '3', '+Inf', 'NaN']);
});
