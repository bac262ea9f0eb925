import { describe, expect, it } from 'vitest';
import { parseDurationMs, parseNumber, unquote } from './literals.ts';

describe('numbers', () => {
  it.each([
    ['1', 1],
    ['.5', 0.5],
    ['2.', 2],
    ['2.e3', 2000],
    ['1e-6', 1e-6],
    ['1E+3', 1000],
    ['0x1F', 31],
    ['0X_1f', 31],
    // Go reads integers by their prefix …
    ['010', 8],
    ['0_10', 8],
    // … and what does not fit that as a float.
    ['09', 9],
    ['010.5', 10.5],
    ['1_000_000.5', 1_000_000.5],
    ['Inf', Infinity],
    ['iNf', Infinity],
    ['NaN', NaN],
    ['9223372036854775808', 9223372036854775808],
    ['0xFFFFFFFFFFFFFFFFFF', null],
    ['1__0', null],
    ['1_', null],
    ['0x', null],
    ['.', null],
    ['', null],
  ])('%s is %d', (text, expected) => {
    expect(parseNumber(text)).toBe(expected);
  });
});

describe('durations', () => {
  it.each([
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1y2w3d4h5m6s7ms', 33_019_506_007],
    ['500ms', 500],
    ['300', 300_000],
    ['0.5', 500],
    ['5m1h', null],
    ['1d1d', null],
    ['300y', null],
    ['x', null],
  ])('%s is %d ms', (text, expected) => {
    expect(parseDurationMs(text)).toBe(expected);
  });
});

describe('strings', () => {
  it.each([
    ['"plain"', 'plain'],
    ['\'single "quotes"\'', 'single "quotes"'],
    ['`raw \\n\nnew line`', 'raw \\n\nnew line'],
    ['"\\a\\b\\f\\n\\r\\t\\v\\\\\\""', '\u0007\b\f\n\r\t\v\\"'],
    ["'\\''", "'"],
    // Octal and \x escapes are bytes of UTF-8.
    ['"\\xc3\\xa9\\303\\251"', 'éé'],
    ['"\\u00e9\\U0001F600"', 'é😀'],
    ['"\\xff"', '\ufffd'],
    ['"\\q"', null],
    ['"\\\'"', null],
    ['"\\400"', null],
    ['"\\u12"', null],
    ['"\\ud800"', null],
    ['"\\U00110000"', null],
  ])('%s is %j', (literal, expected) => {
    expect(unquote(literal)).toBe(expected);
  });
});
