import { describe, expect, it } from 'vitest';
import { compareLabelSets, compareText, LabelSet } from './label-set.ts';

describe('a label set', () => {
  it('has one key however it was made, and no empty values', () => {
    const a = LabelSet.from({ b: '2', a: '1', c: '' });
    expect(a.key).toBe(LabelSet.from({ a: '1', b: '2' }).key);
    expect(a.with('c', '3').drop(new Set(['c'])).key).toBe(a.key);
    expect(a.with('a', '').key).toBe(LabelSet.from({ b: '2' }).key);
    expect(a.toLabels()).toEqual({ a: '1', b: '2' });
  });

  it('tells apart labels that only look alike when put together', () => {
    const keys = [{ a: 'b', c: 'd' }, { ab: '', c: 'd' }, { a: 'bc', d: '' }, { a: '1:b1:c' }, { a: '1', b: 'c' }].map(
      (labels) => LabelSet.from(labels as Record<string, string>).key,
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('takes any name', () => {
    const labels = LabelSet.from(
      Object.fromEntries([
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ]),
    );
    expect(Object.entries(labels.toLabels())).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  it('is ordered by its pairs, a prefix first', () => {
    const sets = [{ a: '2' }, { b: '1' }, { a: '1', b: '1' }, { a: '1' }, {}].map((labels) =>
      LabelSet.from(labels as Record<string, string>),
    );
    expect(sets.sort(compareLabelSets).map(String)).toEqual(['{}', '{a="1"}', '{a="1", b="1"}', '{a="2"}', '{b="1"}']);
  });
});

it('text is ordered by its UTF-8 bytes', () => {
  expect(['😀', '\uffee', 'z', 'é', 'a', 'ab'].sort(compareText)).toEqual(['a', 'ab', 'z', 'é', '\uffee', '😀']);
});
