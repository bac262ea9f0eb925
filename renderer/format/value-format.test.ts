import { describe, expect, it } from 'vitest';
import grafanaUnits from './testdata/grafana-units.tsv?raw';
import { formatValue } from './value-format.ts';
import { units } from './units.ts';

// Written by running @grafana/data 13.2.3: the first line says which values, then one unit a line. `*` stands where its
// answer is an accident (a negative stopwatch, a stopwatch of millennia) that nobody should copy.
const [header = '', ...rows] = grafanaUnits.trimEnd().split('\n');
const { values, decimals2 } = JSON.parse(header) as { values: number[]; decimals2: number[] };

describe("Grafana's units", () => {
  it.each(rows.map((row) => row.split('\t')))(
    'writes every number as Grafana does in unit "%s"',
    (unit, ...expected) => {
      const ours = [
        ...values.map((value) => formatValue(value, unit)),
        ...decimals2.map((v) => formatValue(v, unit, 2)),
      ];
      expect(ours.map((text, i) => (expected[i] === '*' ? '*' : text))).toEqual(expected);
    },
  );

  it('knows every unit of the table', () => {
    expect(rows.length).toBeGreaterThan(250);
    expect(units.size).toBeGreaterThan(250);
  });
});

describe('values that are no ordinary number', () => {
  it.each([
    [null, 's', ''],
    [NaN, 'none', 'NaN'],
    [Infinity, 'percentunit', '∞%'],
    [-Infinity, 'short', '-∞'],
    [1e21, 'none', '1e+21'],
    [1e-9, 'none', '1e-9'],
  ])('shows %s in "%s" as "%s"', (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });
});

describe('moments', () => {
  const at = new Date(2026, 10, 5, 9, 7, 3, 45).getTime();
  it.each([
    ['dateTimeAsIso', '2026-11-05 09:07:03'],
    ['dateTimeAsUS', '11/05/2026 9:07:03 am'],
    ['time:YYYY-MM-DD', '2026-11-05'],
    ['time:ddd D MMM HH:mm:ss.SSS', 'Thu 5 Nov 09:07:03.045'],
  ])('writes Unix milliseconds in "%s"', (unit, text) => {
    expect(formatValue(at, unit)).toBe(text);
  });
});
