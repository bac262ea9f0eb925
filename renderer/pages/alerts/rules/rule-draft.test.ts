import { describe, expect, it } from 'vitest';
import { checkDraft, draftFrom, draftOf, emptyDraft, exprOf } from './rule-draft.ts';

describe('a rule that is typed', () => {
  it('comes back as it was when nothing is changed', () => {
    const rule = {
      alert: 'High',
      expr: 'load > 5',
      for: '1m',
      keep_firing_for: undefined,
      labels: { severity: 'page' },
      annotations: { summary: '{{ $value }}' },
    };
    expect(checkDraft(draftOf(rule)).rule).toEqual(rule);
    const recording = { record: 'a:b', expr: 'sum(a)', labels: undefined };
    expect(checkDraft(draftOf(recording)).rule).toEqual(recording);
  });

  it.each([
    ['no name', { name: ' ' }, 'name'],
    ['no expression', { expr: '' }, 'expr'],
    ['a bound that is no number', { bound: { query: 'load', op: '>' as const, value: 'much' } }, 'bound'],
    ['a duration that is none', { for: '1 minute' }, 'for'],
    ['a label without a name', { labels: [{ name: '', value: 'x' }] }, 'labels'],
    [
      'the same annotation twice',
      {
        annotations: [
          { name: 'a', value: 'x' },
          { name: 'a', value: 'y' },
        ],
      },
      'annotations',
    ],
  ])('is not sent with %s', (_, part, field) => {
    const { faults } = checkDraft({ ...emptyDraft, name: 'High', expr: 'load > 5', ...part });
    expect(Object.keys(faults ?? {})).toEqual([field]);
  });
});

describe('a rule from a panel', () => {
  const query = new URLSearchParams({ query: 'rate(x[1m])', name: 'Requests', dashboard: 'board', panel: '4' });

  it('holds its query to a bound, and says which panel it is about', () => {
    const draft = draftFrom(query)!;
    const { rule } = checkDraft({ ...draft, bound: { ...draft.bound!, value: '20' } });
    expect(rule).toMatchObject({
      alert: 'Requests',
      expr: 'rate(x[1m]) > 20',
      annotations: { __dashboardUid__: 'board', __panelId__: '4' },
    });
  });

  it.each([
    ['a / b', 'a / b > 1'],
    ['a or vector(0)', '(a or vector(0)) > 1'],
    ['a > 3', '(a > 3) > 1'],
    ['a{b=~"x|y"}', 'a{b=~"x|y"} > 1'],
  ])('puts parentheses around %s only where they are needed', (asked, expr) => {
    expect(exprOf({ ...emptyDraft, bound: { query: asked, op: '>', value: '1' } })).toBe(expr);
  });

  it('is not asked for by any other address', () => {
    expect(draftFrom(new URLSearchParams('from=now-1h'))).toBe(null);
  });
});
