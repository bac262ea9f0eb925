import { z } from 'zod';
import { parseDuration } from '../shared/index.ts';

// Configuration is read as text only (YAML's failsafe schema) and each field says what its text must be. A label value of
// 1.0 or `on` then stays what was written, as it does for Prometheus, which knows that it wants a string there.

/** A field that is written but left blank is as good as left out. */
export const blankOr = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema);

const read = <T>(parse: (text: string) => T | null | undefined, wanted: string) =>
  z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== null && value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `${JSON.stringify(text)} is not ${wanted}` });
    return z.NEVER;
  });

export const integer = read((text) => (/^\d{1,15}$/.test(text) ? Number(text) : null), 'a whole number');

export const truth = read((text) => ({ true: true, false: false })[text.toLowerCase()], 'true or false');

/** Milliseconds. */
export const duration = read((text) => parseDuration(text) || null, 'a duration such as 15s');

const units: Record<string, number> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** Bytes; units are powers of 1024, as in Prometheus. */
export const size = read((text) => {
  const [, digits, unit = ''] = /^(\d+)([KMGT]?)(?:i?B)?$/.exec(text) ?? [];
  return digits === undefined ? null : Number(digits) * units[unit]!;
}, 'a size such as 10MB');
