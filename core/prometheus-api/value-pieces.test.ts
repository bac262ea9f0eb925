import { describe, expect, it } from 'vitest';
import type { Value } from '../promql/index.ts';
import { secondsText, valuePieces } from './value-pieces.ts';

const text = (value: Value) => [...valuePieces(value)].join('');

describe('a time', () => {
  it.each([
    [1_700_000_000_000, '1700000000'],
    [1_700_000_000_123, '1700000000.123'],
    [1_700_000_000_100, '1700000000.100'],
    [1_700_000_000_007, '1700000000.007'],
    [0, '0'],
    [-5500, '-5.500'],
    [-7, '-0.007'],
  ])('of %d ms is written %s', (ms, seconds) => {
    expect(secondsText(ms)).toBe(seconds);
  });
});

describe('the JSON of a value', () => {
  it('of a scalar never has an exponent', () => {
    expect(text({ type: 'scalar', timestampMs: 1500, value: 1e-7 })).toBe(
      '{"resultType":"scalar","result":[1.500,"0.0000001"]}',
    );
  });

  it('of a string is quoted', () => {
    expect(text({ type: 'string', timestampMs: 0, value: 'a "b"\n' })).toBe(
      '{"resultType":"string","result":[0,"a \\"b\\"\\n"]}',
    );
  });

  it('of a vector has a metric and one value an element, special values by their names', () => {
    const series = [NaN, Infinity, -Infinity, 1e-7, 0.1].map((value, i) => ({
      labels: { i: String(i), 'a"b': '\\' },
      value,
      timestampMs: 1000,
    }));
    const { result } = JSON.parse(text({ type: 'vector', timestampMs: 1000, series })) as {
      result: { metric: object; value: [number, string] }[];
    };
    expect(result[0]!.metric).toEqual({ i: '0', 'a"b': '\\' });
    expect(result.map(({ value }) => value)).toEqual([
      [1, 'NaN'],
      [1, '+Inf'],
      [1, '-Inf'],
      [1, '1e-07'],
      [1, '0.1'],
    ]);
  });

  it('of nothing is an empty list', () => {
    expect(text({ type: 'vector', timestampMs: 0, series: [] })).toBe('{"resultType":"vector","result":[]}');
    expect(text({ type: 'matrix', series: [] })).toBe('{"resultType":"matrix","result":[]}');
  });

  it('of a matrix comes in small pieces that make one text', () => {
    const points = 5000;
    const series = ['a', 'b'].map((name) => ({
      labels: { name },
      timestampsMs: Float64Array.from({ length: points }, (_, i) => i * 250),
      values: Float64Array.from({ length: points }, (_, i) => i / 3),
    }));
    const pieces = [...valuePieces({ type: 'matrix', series })];
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(65_536);
    const { result } = JSON.parse(pieces.join('')) as { result: { metric: object; values: [number, string][] }[] };
    expect(result.map(({ metric }) => metric)).toEqual([{ name: 'a' }, { name: 'b' }]);
    for (const { values } of result) {
      expect(values.map(([seconds]) => seconds * 1000)).toEqual([...series[0]!.timestampsMs]);
      expect(values.map(([, value]) => Number(value))).toEqual([...series[0]!.values]);
    }
  });
});
