import { parseDuration } from '../../shared/index.ts';

const decimal = /^(?:\d+(?:_\d+)*)?(?:\.(?:\d+(?:_\d+)*)?)?(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const octal = /^0(?:_?[0-7]+)+$/;
const hexadecimal = /^0[xX](?:_?[0-9a-fA-F]+)+$/;
const maxInt64 = 2n ** 63n - 1n;
/** Prometheus keeps durations in int64 nanoseconds. */
const maxDurationMs = Number(maxInt64 / 1_000_000n);

/**
 * Reads a number as Go does: integers by base-0 rules first (`010` is 8, `0x1F` is 31, `_` between digits), anything
 * else as a float. Returns null when it is neither.
 */
export function parseNumber(text: string): number | null {
  const plain = text.replaceAll('_', '');
  if (octal.test(text)) {
    const value = BigInt(`0o${plain.slice(1)}`);
    if (value <= maxInt64) return Number(value);
  }
  if (hexadecimal.test(text)) {
    const value = BigInt(plain.toLowerCase());
    return value <= maxInt64 ? Number(value) : null;
  }
  if (/^inf$/i.test(text)) return Infinity;
  if (/^nan$/i.test(text)) return NaN;
  return decimal.test(text) && /\d/.test(text) ? Number(plain) : null;
}

/** A duration (`5m`) or a bare number of seconds, in milliseconds; null when it is neither or too long. */
export function parseDurationMs(text: string): number | null {
  const seconds = parseNumber(text);
  const durationMs = seconds === null ? parseDuration(text) : Math.trunc(seconds * 1000);
  return durationMs !== null && Math.abs(durationMs) <= maxDurationMs ? durationMs : null;
}

const simpleEscapes: Record<string, number> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  '"': 34,
  "'": 39,
};
const escape = /\\(?:x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gsu;

/**
 * Reads a quoted string as Go does. Octal and `\x` escapes are bytes, so the text is put together as UTF-8. Returns
 * null when an escape is not one of Go's.
 */
export function unquote(literal: string): string | null {
  const mark = literal[0]!;
  const body = literal.slice(1, -1);
  // Go drops carriage returns from raw strings only in source files; Prometheus keeps them.
  if (mark === '`' || !body.includes('\\')) return body;
  const parts: Uint8Array[] = [];
  let done = 0;
  for (const found of body.matchAll(escape)) {
    const [whole, hex, oct, short, long, simple] = found;
    parts.push(Buffer.from(body.slice(done, found.index)));
    done = found.index + whole.length;
    if (hex !== undefined) parts.push(Uint8Array.of(parseInt(hex, 16)));
    else if (oct !== undefined) {
      const byte = parseInt(oct, 8);
      if (byte > 255) return null;
      parts.push(Uint8Array.of(byte));
    } else if (simple === undefined) {
      const point = parseInt(short ?? long!, 16);
      if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return null;
      parts.push(Buffer.from(String.fromCodePoint(point)));
    } else {
      const byte = simpleEscapes[simple];
      if (byte === undefined || ((simple === '"' || simple === "'") && simple !== mark)) return null;
      parts.push(Uint8Array.of(byte));
    }
  }
  parts.push(Buffer.from(body.slice(done)));
  return Buffer.concat(parts).toString('utf8');
}
