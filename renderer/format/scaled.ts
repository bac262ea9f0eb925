import { toFixed } from './fixed.ts';
import { formatted, type ValueFormat } from './formatted.ts';

const siPrefixes = ['f', 'p', 'n', 'µ', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const siBase = siPrefixes.indexOf('');
const binaryPrefixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'];
const countLetters = ['', 'K', 'M', 'B', 'T'];

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/**
 * Divides by a power of `factor` so that one to four figures stand before the point, and names that power.
 * `base` is the place in `suffixes` of the unit the value comes in.
 */
function scaled(factor: number, suffixes: readonly string[], base: number): ValueFormat {
  return (value, decimals) => {
    if (!Number.isFinite(value)) return formatted(toFixed(value));
    const power = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)) / Math.log10(factor));
    const place = clamp(base + power, 0, suffixes.length - 1);
    return formatted(toFixed(value / factor ** (place - base), decimals), suffixes[place]);
  };
}

/** A fixed unit after the number, such as `%` or ` °C`. */
export const fixed =
  (suffix: string, prefix = ''): ValueFormat =>
  (value, decimals) =>
    formatted(toFixed(value, decimals), suffix, prefix);

/** Powers of 1000 by SI prefix. `from` is the prefix the value comes with: `si('B', 'k')` reads kilobytes. */
export function si(unit: string, from = ''): ValueFormat {
  const base = siPrefixes.findIndex((prefix) => prefix.normalize('NFKD') === from.normalize('NFKD'));
  return scaled(
    1000,
    siPrefixes.map((prefix) => ` ${prefix}${unit}`),
    base < 0 ? siBase : base,
  );
}

/** Powers of 1024 by IEC prefix. */
export const binary = (unit: string, from = ''): ValueFormat =>
  scaled(
    1024,
    binaryPrefixes.map((prefix) => ` ${prefix}${unit}`),
    binaryPrefixes.indexOf(from),
  );

/** Plain large numbers in words: ` K`, ` Mil`, ` Bil`, ` Tri`, and up. */
export const short: ValueFormat = scaled(
  1000,
  ['', ' K', ' Mil', ' Bil', ' Tri', ' Quadr', ' Quint', ' Sext', ' Sept'],
  0,
);

export const pressurePsi: ValueFormat = scaled(1000, ['psi', 'ksi', 'Mpsi'], 0);

/** Things counted, such as `1.50K req/s`. */
export function count(unit: string): ValueFormat {
  const scale = scaled(1000, countLetters, 0);
  return (value, decimals) => {
    const { text, suffix } = scale(value, decimals);
    return formatted(text, `${suffix} ${unit}`);
  };
}

/** Money: the symbol before (`-$1.50K`) or after (`1.50Kkr`) the number. */
export function currency(symbol: string, after = false): ValueFormat {
  const scale = scaled(1000, countLetters, 0);
  return (value, decimals) => {
    const { text, suffix } = scale(Math.abs(value), decimals);
    const sign = value < 0 ? '-' : '';
    return after ? formatted(text, `${suffix}${symbol}`, sign) : formatted(text, suffix, `${sign}${symbol}`);
  };
}

/** Whether the character can stand before an SI unit (`si:mF` means millifarads). */
export const isSiPrefix = (character: string): boolean =>
  character !== '' && siPrefixes.some((prefix) => prefix.normalize('NFKD') === character.normalize('NFKD'));
