import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { unescapeName } from './label-escape.ts';

it.each([
  ['job', 'job'],
  ['U__job', 'job'],
  ['U__http_2e_status_3a_sum', 'http.status:sum'],
  ['U__a__b', 'a_b'],
  ['U___263a_', '☺'],
  ['U___1F600_', '😀'],
  ['U__', ''],
])('%s means %s', (text, name) => {
  expect(unescapeName(text)).toBe(name);
});

it.each(['U__a_', 'U__a_zz_b', 'U__a_1234567_b', 'U__a_d800_b', 'U__a_110000_b', 'U__a_2e', 'U_a', 'u__a'])(
  '%s is not well formed and stands as it is',
  (text) => {
    expect(unescapeName(text)).toBe(text);
  },
);

it('finds any name again that was escaped', () => {
  const escape = (name: string) =>
    'U__' +
    Array.from(name)
      .map((c) => (c === '_' ? '__' : /[A-Za-z0-9:]/.test(c) ? c : `_${c.codePointAt(0)!.toString(16)}_`))
      .join('');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      expect(unescapeName(escape(name))).toBe(name);
    }),
  );
});
