/**
 * How many decimals a number is shown with when nobody chose: enough for three figures, none for whole numbers.
 * Grafana's rule (its `getDecimalsForValue`): 12.3456 has 1, 0.00123 has 5, 1234.5 has 0.
 */
export function automaticDecimals(value: number): number {
  if (Number.isInteger(value)) return 0;
  const size = Math.abs(value);
  const decimals = 1 - Math.floor(Math.log(size) / Math.LN10);
  return Math.max(0, size * 10 ** decimals > 2.25 ? decimals + 1 : decimals);
}

/** Rounds half up to `decimals` (automatic when absent) and pads with zeros: 1.5 is `1.50`, Infinity is `∞`. */
export function toFixed(value: number, decimals?: number | null): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const places = decimals ?? automaticDecimals(value);
  const factor = 10 ** Math.max(0, places);
  const rounded = Math.round(value * factor) / factor;
  const text = String(rounded);
  // Numbers beyond plain notation keep their exponent; padding them with zeros would change their value.
  if (text.includes('e') || rounded === 0) return value === 0 ? value.toFixed(places) : text;
  const point = text.indexOf('.');
  const shown = point < 0 ? 0 : text.length - point - 1;
  if (shown >= places) return text;
  return `${shown > 0 ? text : `${text}.`}${'0'.repeat(places - shown)}`;
}
