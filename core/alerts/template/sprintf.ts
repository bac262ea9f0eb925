import { formatExponent, formatFixed, formatGeneral } from './format-float.ts';
import { printValue } from './go-print.ts';
import { GoInt, type GoValue, typeName } from './values.ts';

interface Flags {
  minus: boolean;
  plus: boolean;
  sharp: boolean;
  space: boolean;
  zero: boolean;
  width: number;
  /** -1 where none is given. */
  precision: number;
}

const verb = /%([-+# 0]*)(\d+|\*)?(?:\.(\d+|\*)?)?(.)?/gsu;

/** The widest a value is padded to: a template must not fill the memory. */
const WIDEST = 1000;

/** Go's `Sprintf` for the values that templates have; wrong verbs come out as Go shows them: `%!d(float64=1.5)`. */
export function sprintf(format: string, values: readonly GoValue[]): string {
  let next = 0;
  const number = (text: string | undefined): number => {
    if (text !== '*') return Number(text ?? 0);
    const value = values[next++];
    return value instanceof GoInt ? value.value : 0;
  };
  const text = format.replace(
    verb,
    (whole: string, flags: string, width?: string, precision?: string, letter?: string) => {
      if (letter === undefined) return '%!(NOVERB)';
      const at: Flags = {
        minus: flags.includes('-'),
        plus: flags.includes('+'),
        sharp: flags.includes('#'),
        space: flags.includes(' '),
        zero: flags.includes('0') && !flags.includes('-'),
        width: Math.min(number(width), WIDEST),
        precision: whole.includes('.') ? Math.min(number(precision), WIDEST) : -1,
      };
      if (letter === '%') return '%';
      if (next >= values.length) return `%!${letter}(MISSING)`;
      return pad(one(letter, values[next++]!, at), at, values[next - 1]!);
    },
  );
  if (next >= values.length) return text;
  const extra = values.slice(next).map((value) => `${typeName(value)}=${printValue(value)}`);
  return `${text}%!(EXTRA ${extra.join(', ')})`;
}

function one(letter: string, value: GoValue, at: Flags): string {
  const wrong = () => (value === null ? `%!${letter}(<nil>)` : `%!${letter}(${typeName(value)}=${printValue(value)})`);
  if (letter === 'T') return typeName(value);
  if (letter === 'v') return typeof value === 'number' ? float('g', value, at) : plain(value, at);
  if (typeof value === 'number') return 'eEfFgG'.includes(letter) ? float(letter, value, at) : wrong();
  if (value instanceof GoInt) return integer(letter, value.value, at) ?? wrong();
  if (typeof value === 'boolean') return letter === 't' ? String(value) : wrong();
  if (typeof value !== 'string') return letter === 's' ? printValue(value) : wrong();
  return string(letter, value, at) ?? wrong();
}

function float(letter: string, value: number, { precision, plus, space }: Flags): string {
  const lower = letter.toLowerCase();
  const text =
    lower === 'g'
      ? formatGeneral(value, precision)
      : lower === 'e'
        ? formatExponent(value, precision < 0 ? 6 : precision)
        : formatFixed(value, precision < 0 ? 6 : precision);
  const cased = letter === 'E' || letter === 'G' ? text.replace('e', 'E') : text;
  return signed(cased, plus, space);
}

function integer(letter: string, value: number, { plus, space, sharp }: Flags): string | null {
  const inBase = (base: number, prefix: string) =>
    (value < 0 ? '-' : '') + (sharp ? prefix : '') + Math.abs(value).toString(base);
  switch (letter) {
    case 'd':
      return signed(String(value), plus, space);
    case 'x':
      return inBase(16, '0x');
    case 'X':
      return inBase(16, '0x').toUpperCase();
    case 'o':
      return inBase(8, '0');
    case 'b':
      return inBase(2, '0b');
    case 'c':
      return String.fromCodePoint(value >= 0 && value <= 0x10_ffff ? value : 0xfffd);
    case 'q':
      return `'${String.fromCodePoint(value >= 0 && value <= 0x10_ffff ? value : 0xfffd)}'`;
    default:
      return null;
  }
}

function string(letter: string, value: string, at: Flags): string | null {
  switch (letter) {
    case 's':
      return plain(value, at);
    case 'q':
      return JSON.stringify(plain(value, at));
    case 'x':
      return Buffer.from(value).toString('hex');
    case 'X':
      return Buffer.from(value).toString('hex').toUpperCase();
    default:
      return null;
  }
}

const plain = (value: GoValue, { precision, plus, space }: Flags): string => {
  if (value instanceof GoInt) return signed(printValue(value), plus, space);
  const text = printValue(value);
  return precision < 0 || typeof value !== 'string' ? text : Array.from(text).slice(0, precision).join('');
};

const signed = (text: string, plus: boolean, space: boolean): string => {
  const isSigned = /^[-+]/.test(text);
  if (plus && !isSigned) return `+${text}`;
  return space && !isSigned ? ` ${text}` : text;
};

function pad(text: string, { width, minus, zero }: Flags, value: GoValue): string {
  const length = Array.from(text).length;
  if (length >= width) return text;
  if (minus) return text + ' '.repeat(width - length);
  const isNumber = (typeof value === 'number' && Number.isFinite(value)) || value instanceof GoInt;
  if (!zero || !(isNumber || typeof value === 'string')) return ' '.repeat(width - length) + text;
  const sign = isNumber && /^[-+ ]/.test(text) ? text[0]! : '';
  return sign + '0'.repeat(width - length) + text.slice(sign.length);
}
