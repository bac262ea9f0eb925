import { describe, expect, it } from 'vitest';
import {
  durationOf,
  limitOf,
  MAX_TIME_MS,
  MIN_TIME_MS,
  optionalDurationOf,
  parseSeconds,
  parseTime,
  timeOf,
  timeOr,
} from './parameters.ts';

const parameters = (text: string) => new URLSearchParams(text);

describe('a time', () => {
  it.each([
    ['1700000000', 1_700_000_000_000],
    ['1700000000.123', 1_700_000_000_123],
    ['1700000000.1236', 1_700_000_000_124],
    ['1.7e9', 1_700_000_000_000],
    ['-5.5', -5500],
    ['.5', 500],
    ['0', 0],
    ['2023-11-14T22:13:20Z', 1_700_000_000_000],
    ['2023-11-14T22:13:20.5Z', 1_700_000_000_500],
    ['2023-11-14T22:13:20.123456789Z', 1_700_000_000_123],
    ['2023-11-15T00:13:20+02:00', 1_700_000_000_000],
    ['2023-11-14T22:13:20z', 1_700_000_000_000],
    ['-292273086-05-16T16:47:06Z', MIN_TIME_MS],
    ['292277025-08-18T07:12:54.999999999Z', MAX_TIME_MS],
  ])('%s is %d ms', (text, ms) => {
    expect(parseTime(text)).toBe(ms);
  });

  it.each([
    '',
    'x',
    'now',
    'NaN',
    'Inf',
    '0x10',
    '1_000',
    '1e300',
    '2023-11-14',
    '2023-11-14 22:13:20Z',
    '2023-11-14T22:13:20',
    '2023-13-14T22:13:20Z',
    '5m',
  ])('"%s" is none', (text) => {
    expect(parseTime(text)).toBeNull();
  });

  it('that is missing is an error where it is needed, and the given default where it is not', () => {
    expect(() => timeOf(parameters(''), 'start')).toThrow(
      'invalid parameter "start": cannot parse "" to a valid timestamp',
    );
    expect(timeOr(parameters('time='), 'time', 42)).toBe(42);
    expect(() => timeOr(parameters('time=x'), 'time', 42)).toThrow(
      'invalid parameter "time": invalid time value for \'time\': cannot parse "x" to a valid timestamp',
    );
  });
});

describe('a duration', () => {
  it.each([
    ['15', 15_000],
    ['0.25', 250],
    ['1m30s', 90_000],
    ['500ms', 500],
    ['1d', 86_400_000],
    ['-1', -1000],
  ])('%s is %d ms', (text, ms) => {
    expect(parseSeconds(text)).toBe(ms);
  });

  it.each(['', 'x', '1.5h', '1e300', 'Inf', '5s1m'])('"%s" is none', (text) => {
    expect(parseSeconds(text)).toBeNull();
  });

  it('that is unreadable is an error that names the parameter', () => {
    expect(() => durationOf(parameters('step=soon'), 'step')).toThrow(
      'invalid parameter "step": cannot parse "soon" to a valid duration',
    );
  });

  it('that is optional may be left out but not be zero', () => {
    expect(optionalDurationOf(parameters(''), 'timeout')).toBeUndefined();
    expect(optionalDurationOf(parameters('timeout=30s'), 'timeout')).toBe(30_000);
    expect(() => optionalDurationOf(parameters('timeout=0'), 'timeout')).toThrow('invalid parameter "timeout"');
  });
});

describe('a limit', () => {
  it.each([
    ['', Infinity],
    ['limit=', Infinity],
    ['limit=0', Infinity],
    ['limit=10', 10],
  ])('in "%s" is %d', (text, limit) => {
    expect(limitOf(parameters(text))).toBe(limit);
  });

  it.each(['-1', 'x', '1.5', '1e3'])('"%s" is refused', (text) => {
    expect(() => limitOf(parameters(`limit=${text}`))).toThrow('invalid parameter "limit"');
  });
});
