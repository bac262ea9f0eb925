import { describe, expect, it } from 'vitest';
import { formatQuery, parseQuery, parseSelector, PromqlError } from '../index.ts';

/** The tree with every operation in parentheses. */
function tree(query: string): string {
  const show = (expr: ReturnType<typeof parseQuery>): string => {
    switch (expr.kind) {
      case 'binary':
        return `(${show(expr.left)} ${expr.op} ${show(expr.right)})`;
      case 'unary':
        return `(${expr.op}${show(expr.expr)})`;
      case 'paren':
        return show(expr.expr);
      case 'subquery':
        return `sub(${show(expr.expr)})`;
      case 'number':
      case 'string':
      case 'selector':
      case 'matrix':
      case 'call':
      case 'aggregate':
        return formatQuery(expr);
    }
  };
  return show(parseQuery(query));
}

function failure(query: string): string {
  try {
    parseQuery(query);
  } catch (error) {
    if (error instanceof PromqlError) return `${error.errorType} ${error.message}`;
    throw error;
  }
  return 'it parses';
}

describe('precedence', () => {
  it.each([
    ['a + b * c', '(a + (b * c))'],
    ['a * b + c', '((a * b) + c)'],
    ['a - b - c', '((a - b) - c)'],
    ['a ^ b ^ c', '(a ^ (b ^ c))'],
    ['-a ^ b', '(-(a ^ b))'],
    ['-a * b', '((-a) * b)'],
    ['a ^ -b * c', '((a ^ (-b)) * c)'],
    ['-2^2', '(-(2 ^ 2))'],
    ['2^-1', '(2 ^ -1)'],
    ['a - -1', '(a - -1)'],
    ['a -1', '(a - 1)'],
    ['a or b and c unless d or e', '((a or ((b and c) unless d)) or e)'],
    ['a == b + c and d', '((a == (b + c)) and d)'],
    ['a atan2 b % c', '((a atan2 b) % c)'],
    ['a * b offset 5m', '(a * b offset 5m)'],
    ['a + b offset 5m * c', '(a + (b offset 5m * c))'],
    ['-a offset 5m', '(-a offset 5m)'],
    ['a ^ b[5m:1m] @ 3 == c', 'bad'],
    ['a * rate(b[5m]) offset 1m', 'bad'],
    ['a * max_over_time(b[5m:1m] offset 1m)', '(a * max_over_time(b[5m:1m] offset 1m))'],
    ['(a + b) * c', '((a + b) * c)'],
  ])('%s is read as %s', (query, expected) => {
    expect(expected === 'bad' ? failure(query).slice(0, 8) : tree(query)).toBe(
      expected === 'bad' ? 'bad_data' : expected,
    );
  });
});

describe('names and words', () => {
  it.each([
    'sum(sum)',
    'by',
    'offset offset 5m',
    'start + end',
    'rate{a="b"}',
    'foo:bar:baz',
    'sum by (on, bool, __name__) (a)',
    'a{on="1",offset="2",by="3"}',
    '{"a.b",c="d"}',
    'sum by ("a.b") (c)',
    'a + on (x) group_left () offset',
    'and and and',
  ])('%s is a query', (query) => {
    expect(failure(query)).toBe('it parses');
  });

  it('takes keywords in any case, functions only as they are', () => {
    expect(tree('SUM By (x) (a) AND a OFFSET 5m == BOOL b')).toBe('(sum by (x) (a) and (a offset 5m == b))');
    expect(failure('RATE(a[5m])')).toBe('bad_data 1:1: parse error: unknown function with name "RATE"');
  });

  it('skips comments and white space', () => {
    expect(tree('# first\n a # second "\n+\tb\r\n')).toBe('(a + b)');
  });
});

// Worded as Prometheus 3 words them.
it.each([
  ['', '1:1: parse error: no expression found in input'],
  ['# only a comment', '1:1: parse error: no expression found in input'],
  ['a b', '1:3: parse error: unexpected identifier "b"'],
  ['a +', '1:4: parse error: unexpected end of input'],
  ['a\n  b', '2:3: parse error: unexpected identifier "b"'],
  ['größe', "1:3: parse error: unexpected character: 'ö'"],
  ['"é" + x y', '1:10: parse error: unexpected identifier "y"'],
  ['(a', '1:3: parse error: unclosed left parenthesis'],
  ['a[5m', '1:5: parse error: unclosed left bracket'],
  ['a{b="c"', '1:8: parse error: unexpected end of input inside braces'],
  ['a{b=c}', '1:5: parse error: unexpected identifier "c" in label matching, expected string'],
  ['a{b}', '1:4: parse error: unexpected "}" in label matching, expected label matching operator'],
  ['a{b="c",,}', '1:9: parse error: unexpected "," in label matching, expected identifier or "}"'],
  ['a{b="c" d="e"}', '1:9: parse error: unexpected identifier "d" in label matching, expected "," or "}"'],
  ['a0.5', '1:3: parse error: unexpected number ".5"'],
  ['sum.5', '1:4: parse error: unexpected number ".5"'],
  ['1.5.5', '1:1: parse error: bad number or duration syntax: "1.5.5"'],
  ['a[5m.5]', '1:3: parse error: bad number or duration syntax: "5m.5"'],
  ['sum by (1) (a)', '1:9: parse error: unexpected number "1" in grouping opts, expected label'],
  ['sum by (a b) (c)', '1:11: parse error: unexpected identifier "b" in grouping opts, expected "," or ")"'],
  ['sum by a (b)', '1:8: parse error: unexpected identifier "a" in grouping opts, expected "("'],
  ['a offset', '1:9: parse error: unexpected end of input in offset, expected number or duration'],
  ['a @', '1:4: parse error: unexpected end of input in @, expected timestamp'],
  ['a @ NaN', '1:5: parse error: timestamp out of bounds for @ modifier: NaN'],
  ['foo(bar)', '1:1: parse error: unknown function with name "foo"'],
  ['rate(a)', '1:6: parse error: expected type range vector in call to function "rate", got instant vector'],
  ['abs(1)', '1:5: parse error: expected type instant vector in call to function "abs", got scalar'],
  ['abs(a, b)', '1:1: parse error: expected 1 argument(s) in call to "abs", got 2'],
  ['round()', '1:1: parse error: expected at least 1 argument(s) in call to "round", got 0'],
  ['round(a, 1, 2)', '1:1: parse error: expected at most 2 argument(s) in call to "round", got 3'],
  ['label_join(a, "b")', '1:1: parse error: expected at least 3 argument(s) in call to "label_join", got 2'],
  ['abs(a,)', '1:6: parse error: trailing commas not allowed in function call args'],
  ['sum()', '1:1: parse error: no arguments for aggregate expression provided'],
  ['topk(a)', '1:1: parse error: wrong number of arguments for aggregate expression provided, expected 2, got 1'],
  ['topk("x", a)', '1:6: parse error: expected type scalar in aggregation parameter, got string'],
  ['count_values(1, a)', '1:14: parse error: expected type string in aggregation parameter, got scalar'],
  ['sum(a[5m])', '1:5: parse error: expected type instant vector in aggregation expression, got range vector'],
  ['{}', '1:1: parse error: vector selector must contain at least one non-empty matcher'],
  ['{a=~".*",b!="c",d=""}', '1:1: parse error: vector selector must contain at least one non-empty matcher'],
  ['a{__name__="b"}', '1:1: parse error: metric name must not be set twice: "a" or "b"'],
  ['a{b=~"("}', '1:3: parse error: error parsing regexp: missing closing ): `(`'],
  ['a{b=~"(?=x)"}', '1:3: parse error: error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
  ['1 > 2', '1:3: parse error: comparisons between scalars must use BOOL modifier'],
  ['a + bool b', '1:3: parse error: bool modifier can only be used on comparison operators'],
  ['a and 1', '1:1: parse error: set operator "and" not allowed in binary scalar expression'],
  ['a + "b"', '1:5: parse error: binary expression must contain only scalar and instant vector types'],
  ['a + on (b) 1', '1:1: parse error: vector matching only allowed between instant vectors'],
  ['a and on (b) group_left c', '1:1: parse error: no grouping allowed for "and" operation'],
  ['a + on (b) group_left (b) c', '1:3: parse error: label "b" must not occur in ON and GROUP clause at once'],
  [
    '-"a"',
    '1:1: parse error: unary expression only allowed on expressions of type scalar or instant vector, got "string"',
  ],
  ['(a)[5m]', '1:4: parse error: ranges only allowed for vector selectors'],
  ['a offset 5m[5m]', '1:12: parse error: no offset modifiers allowed before range'],
  ['a @ 5[5m]', '1:6: parse error: no @ modifiers allowed before range'],
  ['a[5m][5m:]', '1:1: parse error: subquery is only allowed on instant vector, got range vector instead'],
  [
    '1 offset 5m',
    '1:1: parse error: offset modifier must be preceded by an instant vector selector or range vector selector or a subquery',
  ],
  [
    'sum(a) @ 5',
    '1:1: parse error: @ modifier must be preceded by an instant vector selector or range vector selector or a subquery',
  ],
  ['a offset 1m offset 2m', '1:1: parse error: offset may not be set multiple times'],
  ['a @ 1 @ 2', '1:1: parse error: @ <timestamp> may not be set multiple times'],
  ['a[0s]', '1:3: parse error: duration must be greater than 0'],
  ['a[5m1h]', '1:3: parse error: not a valid duration string: "5m1h"'],
  ['1.5h', '1:1: parse error: bad number or duration syntax: "1.5h"'],
  ['"abc', '1:1: parse error: unterminated quoted string'],
  ['`abc', '1:1: parse error: unterminated raw string'],
  ['* a', '1:1: parse error: unexpected <op:*>'],
  ['on', '1:1: parse error: unexpected <on>'],
])('%s fails with %s', (query, message) => {
  expect(failure(query)).toBe(`bad_data ${message}`);
});

it('tells where the fault is', () => {
  expect(() => parseQuery('sum(\n  rate(a))')).toThrow(
    expect.objectContaining({ position: { line: 2, column: 8 }, span: { from: 12, to: 13 } }),
  );
});

it.each([
  `${'('.repeat(5000)}1`,
  `${'-'.repeat(50_000)}1`,
  Array.from({ length: 5000 }, () => 'a').join(' or '),
  'a'.repeat(200_000),
])('refuses what is too long to read (%#)', (query) => {
  expect(failure(query)).toMatch(/too long|more than|unclosed/);
});

describe('the selector of a match[] parameter', () => {
  it('gives its matchers', () => {
    expect(parseSelector('up{job="a"}')).toEqual([
      { name: 'job', op: '=', value: 'a' },
      { name: '__name__', op: '=', value: 'up' },
    ]);
  });

  it.each(['up offset 5m', 'up @ 1', 'rate(up[5m])', 'up[5m]', '{}', 'up{'])('refuses %s', (text) => {
    expect(() => parseSelector(text)).toThrow(PromqlError);
  });
});
