import { expect, it } from 'vitest';
import { quoteNonNumbers } from './json-body.ts';

it.each([
  { json: '[1,NaN,-Infinity]', quoted: '[1,"NaN","-Infinity"]' },
  {
    json: '{"NaN":"is \\"NaN\\", not Infinity","b":Infinity}',
    quoted: '{"NaN":"is \\"NaN\\", not Infinity","b":"Infinity"}',
  },
  { json: '[1,2]', quoted: '[1,2]' },
])('$json: numbers that are none become texts, texts stay as they are', ({ json, quoted }) => {
  expect(quoteNonNumbers(json)).toBe(quoted);
});
