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
      return one(letter, values[next++]!, at);
    },
  );
  if (next >= values.length) return text;
  const extra = values.slice(next).map((value) => `${typeName(value)}=${printValue(value)}`);
  return `${text}%!(EXTRA ${extra.join(', ')})`;
}

function one(letter: string, value: GoValue, at: Flags): string {
  // With `%v` a plus means something that is of no matter here.
  const text =
    letter === 'v'
      ? asItIs(value, { ...at, plus: false })
      : letter === 'T'
        ? cut(typeName(value), at)
        : formatted(letter, value, at);
  if (text !== null) return pad(text, at, letter === 'T' ? '' : value);
  if (value === null) return `%!${letter}(<nil>)`;
  return `%!${letter}(${typeName(value)}=${pad(asItIs(value, at), at, value)})`;
}

/** Null where the verb does not go with the value. */
function formatted(letter: string, value: GoValue, at: Flags): string | null {
  if (typeof value === 'number') return 'eEfFgG'.includes(letter) ? float(letter, value, at) : null;
  if (value instanceof GoInt) return integer(letter, value.value, at);
  if (typeof value === 'boolean') return letter === 't' ? String(value) : null;
  if (typeof value !== 'string') return letter === 's' ? printValue(value) : null;
  return string(letter, value, at);
}

/** As `%v` prints it. */
function asItIs(value: GoValue, at: Flags): string {
  if (typeof value === 'number') return float('g', value, at);
  if (value instanceof GoInt) return integer('d', value.value, at)!;
  return typeof value === 'string' ? cut(value, at) : printValue(value);
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

function integer(letter: string, value: number, { plus, space, sharp, precision }: Flags): string | null {
  const inBase = (base: number, prefix: string) => {
    // A precision is the least number of digits; with .0 nothing is written of a zero.
    const digits = precision === 0 && value === 0 ? '' : Math.abs(value).toString(base);
    return signed((value < 0 ? '-' : '') + (sharp ? prefix : '') + digits.padStart(precision, '0'), plus, space);
  };
  const char = () => String.fromCodePoint(value >= 0 && value <= 0x10_ffff ? value : 0xfffd);
  switch (letter) {
    case 'd':
      return inBase(10, '');
    case 'x':
      return inBase(16, '0x');
    case 'X':
      return inBase(16, '0x').toUpperCase();
    case 'o':
      return inBase(8, '0');
    case 'b':
      return inBase(2, '0b');
    case 'c':
      return char();
    case 'q':
      return `'${char()}'`;
    default:
      return null;
  }
}

function string(letter: string, value: string, at: Flags): string | null {
  switch (letter) {
    case 's':
      return cut(value, at);
    case 'q':
      return quote(cut(value, at), at.plus);
    case 'x':
      return hex(value, at);
    case 'X':
      return hex(value, at).toUpperCase();
    default:
      return null;
  }
}

const hex = (text: string, { precision, space }: Flags): string =>
  Array.from(Buffer.from(text).subarray(0, precision < 0 ? undefined : precision), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join(space ? ' ' : '');

const quote = (text: string, onlyAscii: boolean): string => {
  const quoted = JSON.stringify(text);
  if (!onlyAscii) return quoted;
  return quoted.replace(/[\u{80}-\u{10ffff}]/gu, (char) => {
    const hex = char.codePointAt(0)!.toString(16);
    return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
  });
};

const cut = (text: string, { precision }: Flags): string =>
  precision < 0 ? text : Array.from(text).slice(0, precision).join('');

const signed = (text: string, plus: boolean, space: boolean): string => {
  const isSigned = /^[-+]/.test(text);
  if (plus && !isSigned) return `+${text}`;
  return space && !isSigned ? ` ${text}` : text;
};

function pad(text: string, { width, minus, zero, precision }: Flags, value: GoValue): string {
  const length = Array.from(text).length;
  if (length >= width) return text;
  if (minus) return text + ' '.repeat(width - length);
  const isNumber = (typeof value === 'number' && Number.isFinite(value)) || value instanceof GoInt;
  // How many digits an integer has is said by its precision, if that is given.
  const byZeros = zero && (isNumber || typeof value === 'string') && !(value instanceof GoInt && precision >= 0);
  if (!byZeros) return ' '.repeat(width - length) + text;
  const sign = isNumber && /^[-+ ]/.test(text) ? text[0]! : '';
  return sign + '0'.repeat(width - length) + text.slice(sign.length);
}
