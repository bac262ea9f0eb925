import { describe, expect, it } from 'vitest';
import { searchRegex } from './search.ts';

const found = (pattern: string, text: string) =>
  [...searchRegex(pattern, text)].map(({ start, end, groups }) =>
    `${start}-${end} ${groups.slice(1).join('|')}`.trim(),
  );

// As Go's regexp.FindAllStringSubmatchIndex.
describe('searchRegex', () => {
  it.each([
    ['o+', 'food poo', ['1-3', '6-8']],
    ['(a)|(b)', 'xab', ['1-2 a|', '2-3 |b']],
    ['a*', 'baa', ['0-0', '1-3']],
    ['^a', 'aa', ['0-1']],
    ['\\bx', 'x ax x', ['0-1', '5-6']],
    ['a.c', 'a\nc abc', ['4-7']],
    ['(?i)É', 'éÉ', ['0-1', '1-2']],
    ['a|ab', 'ab', ['0-1']],
    ['ab|a', 'ab', ['0-2']],
    ['(a+)(b?)', 'aab', ['0-3 aa|b']],
    ['$', 'ab', ['2-2']],
    ['x', 'abc', []],
  ])('%s in %j', (pattern, text, expected) => {
    expect(found(pattern, text)).toEqual(expected);
  });

  it('takes time linear in the text, whatever the pattern', () => {
    expect(found('(a*)*b', 'a'.repeat(2_000))).toEqual([]);
  });

  it('refuses what is not RE2', () => {
    expect(() => found('(?=a)', 'a')).toThrow('invalid');
  });
});
