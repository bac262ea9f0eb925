import { formatGeneral } from './format-float.ts';
import { TemplateError } from './values.ts';

const short = (x: number): string => formatGeneral(x, 4);
const isPlain = (x: number): boolean => x === 0 || !Number.isFinite(x);

/** Divides or multiplies by `base` until the number is handy; the prefix says how often. */
function scaled(x: number, base: number, larger: readonly string[], smaller: readonly string[]): string {
  let prefix = '';
  let rest = x;
  if (Math.abs(x) >= 1) {
    for (const next of larger) {
      if (Math.abs(rest) < base) break;
      prefix = next;
      rest /= base;
    }
  } else {
    for (const next of smaller) {
      if (Math.abs(rest) >= 1) break;
      prefix = next;
      rest *= base;
    }
  }
  return short(rest) + prefix;
}

const large = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const small = ['m', 'u', 'n', 'p', 'f', 'a', 'z', 'y'];
const binary = ['ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'];

/** 1234567 is `1.235M`. */
export const humanize = (x: number): string => (isPlain(x) ? short(x) : scaled(x, 1000, large, small));

/** 1048576 is `1Mi`. */
export const humanize1024 = (x: number): string =>
  Math.abs(x) <= 1 || isPlain(x) ? short(x) : scaled(x, 1024, binary, []);

/** Seconds: 3725 is `1h 2m 5s`, 0.0123 is `12.3ms`. */
export function humanizeDuration(x: number): string {
  if (!Number.isFinite(x)) return short(x);
  if (x === 0) return `${short(x)}s`;
  if (Math.abs(x) < 1) return `${scaled(x, 1000, [], small)}s`;
  const sign = x < 0 ? '-' : '';
  const size = Math.abs(x);
  // Whole numbers of any size: beyond 2^53 a quotient of floats is a minute off.
  const whole = BigInt(Math.trunc(size));
  const [days, hours, minutes, seconds] = [whole / 86_400n, (whole / 3600n) % 24n, (whole / 60n) % 60n, whole % 60n];
  if (days > 0) return `${sign}${days}d ${hours}h ${minutes}m ${seconds}s`;
  if (hours > 0) return `${sign}${hours}h ${minutes}m ${seconds}s`;
  if (minutes > 0) return `${sign}${minutes}m ${seconds}s`;
  return `${sign}${short(size)}s`;
}

/** 0.1234 is `12.34%`. */
export const humanizePercentage = (x: number): string => `${short(x * 100)}%`;

/** Nanoseconds must fit into 64 bits, as Go has them. */
export function unixMsOf(seconds: number): number {
  if (Math.abs(seconds * 1e9) >= 2 ** 63) {
    throw new TemplateError(
      `${formatGeneral(seconds, -1)} cannot be represented as a nanoseconds timestamp since it overflows int64`,
    );
  }
  return Math.trunc(seconds * 1000);
}
