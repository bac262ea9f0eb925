const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * A sample's value as Go's ParseFloat reads it: decimal with or without exponent, `Inf` and `NaN` in any case. Returns
 * undefined for anything else, also for hexadecimal, underscores, and what overflows.
 */
export function parseGoFloat(text: string): number | undefined {
  if (decimal.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  switch (text.toLowerCase()) {
    case 'nan':
      return NaN;
    case 'inf':
    case '+inf':
    case 'infinity':
    case '+infinity':
      return Infinity;
    case '-inf':
    case '-infinity':
      return -Infinity;
    default:
      return undefined;
  }
}

/**
 * A float as OpenMetrics writes it in `le` and `quantile`: the shortest digits that read back the same, always with a
 * point or an exponent (`1.0`, `0.005`, `1e-05`, `1e+06`, `+Inf`). Exponents from -4 to 5 are written out, as Go's %g does.
 */
export function formatOpenMetricsFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const [mantissa = '', exponentText = ''] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 6) {
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const text = String(value === 0 ? mantissa : value);
  return text.includes('.') ? text : `${text}.0`;
}
