import { type Arbitrary, array, constantFrom, letrec, nat, oneof, stringMatching, tuple } from 'fast-check';
import type { Asked } from './query-grammar.ts';
import { FROM_MS } from './samples.ts';

const oneOf = (...texts: string[]): Arbitrary<string> => constantFrom(...texts);
const text = (parts: TemplateStringsArray, ...holes: Arbitrary<string>[]): Arbitrary<string> =>
  tuple(...holes).map((filled) => String.raw({ raw: parts }, ...filled));

const char = oneOf('a', 'b', 'A', 'B', 'k', 's', '1', '_', '-', ' ', 'é', 'ß', '日', '😀', '.', '\n');

/** RE2 patterns of every construct, and some that RE2 refuses. */
const { pattern } = letrec<{ pattern: string }>((tie) => {
  const pattern = tie('pattern');
  const item = oneOf(
    'a-c',
    'b',
    '0-9',
    '\\d',
    '\\W',
    '[:alpha:]',
    '[:^digit:]',
    '\\pL',
    '\\x41',
    '\\-',
    ']',
    '-',
    '^',
    'é-ü',
    '\\n',
  );
  const bracket = tuple(oneOf('', '^'), array(item, { minLength: 1, maxLength: 3 })).map(
    ([sign, items]) => `[${sign}${items.join('')}]`,
  );
  const repeat = oneOf('*', '+', '?', '{2}', '{1,}', '{0,2}', '{,2}', '*?', '+?', '??', '{1,2}?');
  return {
    pattern: oneof(
      { maxDepth: 5, depthIdentifier: 'regex' },
      { weight: 6, arbitrary: oneOf('a', 'b', 'k', '1', '_', 'é', '日', '😀', '.', '\\.', '\\-', 'ab') },
      {
        weight: 3,
        arbitrary: oneOf(
          '\\d',
          '\\w',
          '\\s',
          '\\D',
          '\\W',
          '\\S',
          '\\pL',
          '\\p{Lu}',
          '\\P{Greek}',
          '\\p{^Han}',
          '\\x{65e5}',
          '\\141',
        ),
      },
      {
        weight: 2,
        arbitrary: oneOf(
          '^',
          '$',
          '\\b',
          '\\B',
          '\\A',
          '\\z',
          '',
          '(?i)',
          '(?m)',
          '(?-s)',
          '(?U)',
          '\\Qa.b\\E',
          '\\Q*',
        ),
      },
      { weight: 3, arbitrary: bracket },
      { weight: 6, arbitrary: text`${pattern}${pattern}` },
      { weight: 3, arbitrary: text`${pattern}|${pattern}` },
      { weight: 4, arbitrary: text`(${pattern})${oneof(repeat, oneOf(''))}` },
      { weight: 2, arbitrary: text`(?:${pattern})${repeat}` },
      { weight: 1, arbitrary: text`(?${oneOf('i', 's', '-s', 'm', 'U', 'im-s')}:${pattern})` },
      { weight: 1, arbitrary: text`(?P<${oneOf('x', 'y1')}>${pattern})` },
      { weight: 1, arbitrary: text`${pattern}${repeat}` },
      {
        weight: 1,
        arbitrary: oneOf(
          '(?=a)',
          '(?!a)',
          '\\1',
          '(?<=a)',
          '(',
          ')',
          '[',
          '[b-a]',
          'a**',
          '*',
          '\\y',
          '\\pX',
          'a{2,1}',
          'a{1001}',
          '\\',
          '[[:foo:]]',
        ),
      },
    ),
  };
});

const subject = oneof(
  array(char, { maxLength: 6 }).map((chars) => chars.join('')),
  stringMatching(/^(?:ab?|k1|_|é|日){0,4}$/),
);

const quote = (value: string): string => JSON.stringify(value);

/** What a pattern makes of a text, asked of both engines through `label_replace`. */
export const askedOfRegex: Arbitrary<Asked> = tuple(pattern, subject, nat(3)).map(([regex, value, group]) => ({
  query: `label_replace(label_replace(vector(1), "of", ${quote(value)}, "", ""), "found", "<$0><$${group}><$x>", "of", ${quote(regex)})`,
  startMs: FROM_MS,
  endMs: FROM_MS,
  stepMs: null,
}));
