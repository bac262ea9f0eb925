import { describe, expect, it } from 'vitest';
import type { PromqlError } from '../index.ts';
import { engineOver, load } from '../testing/notation.ts';

const { instant, range } = engineOver(
  load(
    60_000,
    `
    errors{job="api",code="500"}  3
    errors{job="api",code="404"}  6
    errors{job="web",code="500"}  4
    total{job="api"}              60
    total{job="web"}              20
    total{job="batch"}            1
    info{job="api",version="1"}   1
    info{job="web"}               1
    left{a="1"}                   1 2 3
    left{a="2"}                   5 5 5
    right{a="1"}                  2 2 2
    right{a="3"}                  9 9 9
    same{a="1"}                   2
    old{a="1",pod="x"}            1 stale
    new{a="1",pod="y"}            _ 1
    odd                           NaN
    `,
  ),
);

/** The message of the failure, after its class. */
const failure = (query: string): Promise<string> =>
  instant(query, 0).then(
    () => 'no failure',
    (error: PromqlError) => `${error.errorType}: ${error.message}`,
  );

describe('a vector and a scalar', () => {
  it.each([
    ['left + 1', ['{a="1"} 2', '{a="2"} 6']],
    ['1 - left', ['{a="1"} 0', '{a="2"} -4']],
    ['left ^ 2', ['{a="1"} 1', '{a="2"} 25']],
    ['2 ^ left', ['{a="1"} 2', '{a="2"} 32']],
    ['left % 3', ['{a="1"} 1', '{a="2"} 2']],
    ['left / 0', ['{a="1"} +Inf', '{a="2"} +Inf']],
    ['left atan2 0', ['{a="1"} 1.57079632679', '{a="2"} 1.57079632679']],
    // A filter keeps the element, name and all, and the vector's value even when the scalar is on the left.
    ['left > 2', ['left{a="2"} 5']],
    ['2 < left', ['left{a="2"} 5']],
    ['left >= bool 2', ['{a="1"} 0', '{a="2"} 1']],
    ['2 == bool left', ['{a="1"} 0', '{a="2"} 0']],
    ['left != 1', ['left{a="2"} 5']],
    ['odd == odd', []],
    ['odd != bool odd', ['{} 1']],
    ['odd > 0', []],
    ['nothing + 1', []],
  ])('%s gives %j', async (query, expected) => {
    expect(await instant(query, 0)).toEqual(expected);
  });
});

describe('one-to-one', () => {
  it.each([
    ['left + right', ['{a="1"} 3']],
    ['left < right', ['left{a="1"} 1']],
    ['left > right', []],
    ['left > bool right', ['{a="1"} 0']],
    ['errors{code="500"} / on (job) total', ['{job="api"} 0.05', '{job="web"} 0.2']],
    ['errors{code="500"} / ignoring (code) total', ['{job="api"} 0.05', '{job="web"} 0.2']],
    // With `on`, a filter keeps only those labels.
    ['errors{code="500"} < on (job) total', ['{job="api"} 3', '{job="web"} 4']],
    ['right == on (a) same', ['{a="1"} 2']],
    ['right == on (a, __name__) same', []],
    ['sum(left) + on () sum(right)', ['{} 17']],
    ['left + nothing', []],
  ])('%s gives %j', async (query, expected) => {
    expect(await instant(query, 0)).toEqual(expected);
  });

  it('refuses two elements of a group on the right, matched or not', async () => {
    expect(await failure('total / on (job) errors')).toMatch(
      /found duplicate series for the match group \{job="api"\} on the right hand-side of the operation: \[\{__name__="errors", .*\}, \{__name__="errors", .*\}\];many-to-many matching not allowed: matching labels must be unique on one side/,
    );
    expect(await failure('total{job="batch"} / on (job) errors')).toMatch(/many-to-many matching not allowed/);
  });

  it('refuses a second match on the left, even when a comparison filters it out', async () => {
    expect(await failure('errors / on (job) total')).toMatch(
      /multiple matches for labels: many-to-one matching must be explicit/,
    );
    expect(await failure('errors > on (job) total')).toMatch(/many-to-one matching must be explicit/);
  });

  it('checks nothing when a side is empty', async () => {
    expect(await instant('errors / on () nothing', 0)).toEqual([]);
    expect(await instant('nothing / on () errors', 0)).toEqual([]);
  });

  it('judges each step by itself', async () => {
    expect(await range('left{a="1"} * on (a) (old or new)', 0, 60_000, 60_000)).toEqual(['{a="1"} 1@0 2@60']);
  });

  it('joins results that become equal at different steps', async () => {
    expect(await range('(old or new) * on (a) left{a="1"}', 0, 60_000, 60_000)).toEqual(['{a="1"} 1@0 2@60']);
  });
});

describe('group_left and group_right', () => {
  it.each([
    [
      'errors / on (job) group_left total',
      ['{code="404", job="api"} 0.1', '{code="500", job="api"} 0.05', '{code="500", job="web"} 0.2'],
    ],
    [
      'total / on (job) group_right errors',
      ['{code="404", job="api"} 10', '{code="500", job="api"} 20', '{code="500", job="web"} 5'],
    ],
    // The extra label is copied from the "one" side, and removed when it is empty there.
    ['total * on (job) group_left (version) info', ['{job="api", version="1"} 60', '{job="web"} 20']],
    ['errors{job="web"} * ignoring (code) group_left (code) total', ['{job="web"} 80']],
    // The labels come from the "many" side, the value of a filter from the left.
    [
      'total > on (job) group_right errors',
      ['errors{code="404", job="api"} 60', 'errors{code="500", job="api"} 60', 'errors{code="500", job="web"} 20'],
    ],
    ['info < bool on (job) group_left (__name__) total', ['{job="api", version="1"} 1', '{job="web"} 1']],
    ['info + on (job) group_left (__name__) total', ['total{job="api", version="1"} 61', 'total{job="web"} 21']],
    [
      'errors <= bool on (job) group_left total',
      ['{code="404", job="api"} 1', '{code="500", job="api"} 1', '{code="500", job="web"} 1'],
    ],
  ])('%s gives %j', async (query, expected) => {
    expect(await instant(query, 0)).toEqual(expected);
  });

  it('refuses two elements of a group on the "one" side', async () => {
    expect(await failure('total * on (job) group_left errors')).toMatch(/on the right hand-side/);
    expect(await failure('errors * on (job) group_right total')).toMatch(/on the left hand-side/);
  });

  it('refuses results with equal labels', async () => {
    expect(await failure('errors * on (job) group_left (code) total')).toMatch(
      /grouping labels must ensure unique matches/,
    );
  });
});

describe('set operators', () => {
  it.each([
    ['left and right', ['left{a="1"} 1']],
    ['left unless right', ['left{a="2"} 5']],
    ['left or right', ['left{a="1"} 1', 'left{a="2"} 5', 'right{a="3"} 9']],
    ['left and on () right', ['left{a="1"} 1', 'left{a="2"} 5']],
    ['left and on () nothing', []],
    ['left unless on () right', []],
    ['left or on () right', ['left{a="1"} 1', 'left{a="2"} 5']],
    ['nothing or right', ['right{a="1"} 2', 'right{a="3"} 9']],
    ['errors and ignoring (code) total{job="web"}', ['errors{code="500", job="web"} 4']],
    // `and` and `unless` bind tighter than `or`.
    ['left or right and right unless right', ['left{a="1"} 1', 'left{a="2"} 5']],
    ['left == 1 or left == 5', ['left{a="1"} 1', 'left{a="2"} 5']],
  ])('%s gives %j', async (query, expected) => {
    expect(await instant(query, 0)).toEqual(expected);
  });

  it('may take a series from the left at one step and from the right at another', async () => {
    expect(await range('(left{a="1"} > 1) or right{a="1"}', 0, 60_000, 60_000)).toEqual([
      'left{a="1"} 2@60',
      'right{a="1"} 2@0',
    ]);
  });
});
