/** A sample value as Prometheus's JSON has it: shortest text that reads back the same, Go's exponents (`1e-07`, `1e+21`). */
export function formatValue(x: number): string {
  if (Number.isNaN(x)) return 'NaN';
  if (x === Infinity) return '+Inf';
  if (x === -Infinity) return '-Inf';
  if (Object.is(x, -0)) return '-0';
  return String(x).replace(/e([-+])(\d)$/, 'e$10$2');
}

/** The same without ever an exponent, as Prometheus writes scalars and the labels of `count_values`. */
export function formatPlain(x: number): string {
  const text = formatValue(x);
  const found = /^(-?)(\d)(?:\.(\d+))?e([-+]\d+)$/.exec(text);
  if (!found) return text;
  const [, sign, lead, fraction = '', exponent] = found;
  const digits = lead! + fraction;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`;
}

/** As Go's `%g` writes a number in a message: an exponent from 1e6 on and below 1e-4. */
export function formatShort(x: number): string {
  const size = Math.abs(x);
  if (size < 1e6 && size >= 1e-4) return String(x);
  if (size === 0 || !Number.isFinite(x)) return formatValue(x);
  return x.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
}
