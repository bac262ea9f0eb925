import { describe, expect, it } from 'vitest';
import { compileRegex } from './regex.ts';

describe('a pattern', () => {
  it.each([
    ['foo', 'foo', true],
    // Anchored at both ends.
    ['foo', 'foobar', false],
    ['foo', 'a foo', false],
    ['foo|bar', 'bar', true],
    ['foo|bar', 'foobar', false],
    ['', '', true],
    ['', 'x', false],
    ['a||b', '', true],
    ['.*', 'any\nthing', true],
    ['.+', '', false],
    // `.` matches newlines unless told otherwise.
    ['a.b', 'a\nb', true],
    ['(?-s)a.b', 'a\nb', false],
    ['(?i)FOO', 'foo', true],
    ['(?i:f)OO', 'fOO', true],
    ['(?i:f)OO', 'Foo', false],
    ['a(?i)b|c', 'C', true],
    ['(?i)straße', 'STRAßE', true],
    ['(?i)k', '\u212a', true],
    ['\\d{3}', '404', true],
    ['[45]\\d\\d', '200', false],
    ['[^a-c]', 'd', true],
    ['[^a-c]', '\n', true],
    ['[]a]', ']', true],
    ['[a\\]]', ']', true],
    ['[a-]', '-', true],
    ['[[:alpha:]_]+', 'ab_', true],
    ['[[:^digit:]]', '7', false],
    ['\\w+', 'é', false],
    ['\\pL+', 'é日', true],
    ['\\p{Greek}', 'λ', true],
    ['\\P{Greek}', 'λ', false],
    ['\\p{^Greek}', 'a', true],
    ['\\s', '\u00a0', false],
    ['\\x41\\x{1F600}\\101', 'A😀A', true],
    ['.', '😀', true],
    ['..', '😀', false],
    ['\\Qa.b\\E+', 'a.bbb', true],
    ['\\Qa.b\\E', 'axb', false],
    ['^foo$', 'foo', true],
    ['\\Afoo\\z', 'foo', true],
    ['foo$bar', 'foo$bar', false],
    ['(?m)a$\\n^b', 'a\nb', true],
    ['a$\\nb', 'a\nb', false],
    ['\\bfoo\\b', 'foo', true],
    ['a\\bb', 'ab', false],
    ['a\\Bb', 'ab', true],
    ['a{2}', 'aa', true],
    ['a{2,}', 'a', false],
    ['a{1,2}', 'aaa', false],
    // Not a repetition: literal braces.
    ['a{,2}', 'a{,2}', true],
    ['x{', 'x{', true],
    ['(a*)*', 'aaa', true],
    ['(a|b)*?c', 'abac', true],
    ['\\.', '.', true],
    ['\\/', '/', true],
  ])('%s against %j: %s', (source, text, expected) => {
    expect(compileRegex(source).test(text)).toBe(expected);
  });

  it.each([
    ['(.*):(.*)', 'a:b:c', ['a:b:c', 'a:b', 'c']],
    ['(.*?):(.*)', 'a:b:c', ['a:b:c', 'a', 'b:c']],
    // Flag U swaps greedy and lazy.
    ['(?U)(.*):(.*)', 'a:b:c', ['a:b:c', 'a', 'b:c']],
    ['(a)|(b)', 'b', ['b', undefined, 'b']],
    ['(?:x)(y)?z', 'xz', ['xz', undefined]],
    ['(a+)(a*)', 'aaa', ['aaa', 'aaa', '']],
    ['(a|ab)(c|bcd)', 'abcd', ['abcd', 'a', 'bcd']],
    ['(x)y', 'y', null],
  ])('%s finds the groups of %j', (source, text, expected) => {
    expect(compileRegex(source).captures(text)).toEqual(expected);
  });

  it('knows the names of its groups', () => {
    expect(compileRegex('(?P<host>.*):(?<port>\\d+)(x)?').groupNames).toEqual([undefined, 'host', 'port', undefined]);
  });

  it.each([
    ['(', 'missing closing )'],
    ['a)', 'unexpected )'],
    ['[a', 'missing closing ]'],
    ['[b-a]', 'invalid character class range'],
    ['[[:foo:]]', 'invalid character class range'],
    ['\\p{Klingon}', 'invalid character class range'],
    ['*', 'missing argument to repetition operator'],
    ['a**', 'invalid nested repetition operator'],
    ['a{2}{3}', 'invalid nested repetition operator'],
    ['a{2,1}', 'invalid repeat count'],
    ['a{1001}', 'invalid repeat count'],
    ['(a{100}){100}', 'invalid repeat count'],
    ['\\', 'trailing backslash'],
    ['\\y', 'invalid escape sequence'],
    ['\\Qopen', 'missing closing )'],
    // What RE2 leaves out, because it cannot be done in linear time.
    ['(?=a)', 'invalid or unsupported Perl syntax'],
    ['(?!a)', 'invalid or unsupported Perl syntax'],
    ['(?<=a)', 'invalid or unsupported Perl syntax'],
    ['(?<!a)', 'invalid or unsupported Perl syntax'],
    ['(a)\\1', 'invalid escape sequence'],
  ])('%s is refused: %s', (source, reason) => {
    expect(() => compileRegex(source)).toThrow(reason);
  });
});

describe('hostile patterns', () => {
  const long = 'a'.repeat(5000);

  it.each([
    '(a*)*b',
    '(a|a)*b',
    '(a+)+$x',
    '(.*)*x',
    '(a?){100}a{100}b',
    '([a-z]+)*\\d',
    '.*.*.*.*.*.*b',
    '(x+x+)+y|a*b',
  ])('%s is answered in linear time', (source) => {
    const regex = compileRegex(source);
    const began = performance.now();
    expect(regex.test(long)).toBe(false);
    expect(regex.captures(long.slice(0, 500))).toBeNull();
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('keeps what it remembers of an ever-changing match within bounds', () => {
    // As many states as there are subsets: 2¹².
    const regex = compileRegex('.*a.{12}');
    let found = 0;
    for (let i = 0; i < 20_000; i++) if (regex.test((i * 2_654_435_761).toString(2).replaceAll('0', 'a'))) found++;
    expect(found).toBeGreaterThan(0);
  });
});
