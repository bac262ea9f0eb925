import { expect, it } from 'vitest';
import { findJsonFault, jsonFaultText } from './json-fault.ts';

it.each([
  ['{"a": }', 'line 1, column 7: a value is expected, not "}"'],
  ['{"a": 1\n "b": 2}', 'line 2, column 2: a comma or } is expected, not a string'],
  ['[1, 2,\n]', 'line 1, column 6: a comma stands before ] with nothing after it'],
  ["{'a': 1}", `line 1, column 2: a name in double quotes is expected, not "'"`],
  ['{"a": NaN}', 'line 1, column 7: a value is expected, not "NaN"'],
  ['{"a": 01}', 'line 1, column 7: a value is expected, not "01"'],
  ['{"a": "x', 'line 1, column 7: the string that begins here never ends'],
  ['{"a": "x\ny"}', 'line 1, column 9: a string must end on its own line'],
  ['{"a": "\\x"}', 'line 1, column 8: \\x is no escape of JSON'],
  ['{"a" 1}', 'line 1, column 6: a colon is expected after the name, not "1"'],
  ['{"a": 1}}', 'line 1, column 9: nothing more is expected after the end, not "}"'],
  ['', 'line 1, column 1: a value is expected, not the end of the text'],
  ['{"a": [1,\n  2,\n  "b" "c"\n]}', 'line 3, column 7: a comma or ] is expected, not a string'],
])('says where %s breaks', (text, said) => {
  const fault = findJsonFault(text);
  expect(fault && jsonFaultText(fault)).toBe(said);
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
});

it.each(['{}', ' [1, -0.5e+3, "\\u00e9\\n", true, null, {"a": {}}] \n', '"text"', '0'])(
  'finds nothing in %s',
  (text) => {
    expect(findJsonFault(text)).toBeNull();
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  },
);

it('is not brought down by a text that only nests', () => {
  expect(findJsonFault('['.repeat(100_000))?.message).toContain('nests deeper');
});
