import { formatted, type ValueFormat } from './formatted.ts';

const unitsMs = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
  ['millisecond', 1],
] as const;

/** Words, largest unit first: `1 hour`; each decimal asked for adds a unit: `1 hour, 1 minute, 1 second`. */
export function inWords(unit: 'second' | 'millisecond'): ValueFormat {
  const unitMs = unit === 'second' ? 1000 : 1;
  const format: ValueFormat = (value, decimals) => {
    if (value === 0) return formatted('0', ` ${unit}s`);
    if (value < 0) return formatted(format(-value, decimals).text, ' ago');
    let restMs = value * unitMs;
    let places = decimals ?? 0;
    const words: string[] = [];
    for (const [name, ms] of unitsMs) {
      if (places < 0) break;
      if (words.length === 0 && restMs < ms) continue;
      const whole = Math.floor(restMs / ms);
      words.push(`${whole} ${name}${whole === 1 ? '' : 's'}`);
      restMs %= ms;
      places -= 1;
    }
    return formatted(words.join(', '));
  };
  return format;
}

const two = (value: number) => String(Math.floor(value)).padStart(2, '0');

/** Seconds as `hh:mm:ss`. */
export const hoursMinutesSeconds: ValueFormat = (value) => {
  const size = Math.abs(value);
  const text = `${two(size / 3600)}:${two((size % 3600) / 60)}:${two((size % 3600) % 60)}`;
  return formatted(text, value < 0 ? ' ago' : '');
};

/** Seconds as `3 d 04:05:06`. */
export const daysHoursMinutesSeconds: ValueFormat = (value) => {
  const size = Math.abs(value);
  const days = Math.floor(size / 86_400);
  const { text } = hoursMinutesSeconds(size - days * 86_400);
  return formatted(days > 0 ? `${days} d ${text}` : text, value < 0 ? ' ago' : '');
};

/** A stopwatch: `1h:01m:01s:000ms`. `decimals` limits how many parts follow the first. Negative reads as zero. */
export function clock(unitMs: number): ValueFormat {
  return (value, decimals) => {
    const sizeMs = Math.max(0, value * unitMs);
    const parts = [
      `${Math.floor(sizeMs / 3_600_000)}h`,
      `${two((sizeMs / 60_000) % 60)}m`,
      `${two((sizeMs / 1000) % 60)}s`,
      `${String(Math.floor(sizeMs % 1000)).padStart(3, '0')}ms`,
    ];
    const first = sizeMs < 1000 ? 3 : sizeMs < 60_000 ? 2 : sizeMs < 3_600_000 ? 1 : 0;
    const last = decimals === null || decimals === undefined ? parts.length : first + 1 + Math.max(0, decimals);
    return formatted(parts.slice(first, last).join(':'));
  };
}
