import { describe, expect, it } from 'vitest';
import type { Labels } from '../../core/shared/index.ts';
import { seriesNames } from './series-name.ts';

const names = (legendFormat: string | undefined, ...labels: Labels[]) =>
  seriesNames(labels.map((each) => ({ labels: each, legendFormat, expr: 'sum(rate(x[1m]))' })));

describe('the name of a series', () => {
  it('is the filled-in template', () => {
    expect(names('≤ {{ le }}', { __name__: 'x_bucket', le: '0.5' })).toEqual(['≤ 0.5']);
    expect(names('{{__name__}} of {{missing}}.', { __name__: 'x' })).toEqual(['x of .']);
  });

  it('is the full metric without a template, labels sorted', () => {
    expect(names('', { __name__: 'up', job: 'food11', instance: 'a:1' })).toEqual(['up{instance="a:1", job="food11"}']);
    expect(names(undefined, { __name__: 'up' })).toEqual(['up']);
  });

  it('is the expression when there is nothing else to say', () => {
    expect(names(undefined, {})).toEqual(['sum(rate(x[1m]))']);
    expect(names('__auto', {})).toEqual(['sum(rate(x[1m]))']);
    expect(names('{{missing}}', {})).toEqual(['sum(rate(x[1m]))']);
  });

  it('with __auto is the value of the only label', () => {
    expect(names('__auto', { class_name: 'Soup' }, { class_name: 'Egg' })).toEqual(['Soup', 'Egg']);
  });

  it('with __auto is what tells the series apart', () => {
    const common = { __name__: 'x', job: 'food11' };
    expect(names('__auto', { ...common, status: '2xx' }, { ...common, status: '5xx' })).toEqual([
      '{status="2xx"}',
      '{status="5xx"}',
    ]);
    expect(names('__auto', { ...common, status: '2xx' })).toEqual(['{job="food11", status="2xx"}']);
  });

  it('gets a number when it is not alone', () => {
    expect(names('p95', { a: '1' }, { a: '2' })).toEqual(['p95 1', 'p95 2']);
  });
});
