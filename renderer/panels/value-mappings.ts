import { z } from 'zod';

const Result = z.object({
  text: z.string().optional().catch(undefined),
  color: z.string().optional().catch(undefined),
});
const bound = z.number().nullish().catch(null);

/** Grafana's four kinds of mappings; what is none of them is passed over. */
const Mapping = z.discriminatedUnion('type', [
  z.object({ type: z.literal('value'), options: z.record(z.string(), Result) }),
  z.object({ type: z.literal('range'), options: z.object({ from: bound, to: bound, result: Result }) }),
  z.object({ type: z.literal('regex'), options: z.object({ pattern: z.string(), result: Result }) }),
  z.object({ type: z.literal('special'), options: z.object({ match: z.string(), result: Result }) }),
]);
type Mapping = z.infer<typeof Mapping>;

export type MappedValue = z.infer<typeof Result>;

/** What a panel says in place of a value, and in which colour: the first mapping that fits. Null when none does. */
export function mappedValue(mappings: unknown, value: number | null): MappedValue | null {
  if (!Array.isArray(mappings)) return null;
  for (const each of mappings as unknown[]) {
    const read = Mapping.safeParse(each);
    const result = read.success ? resultOf(read.data, value) : null;
    if (result) return result;
  }
  return null;
}

function resultOf(mapping: Mapping, value: number | null): MappedValue | null {
  switch (mapping.type) {
    case 'value':
      return value === null ? null : (mapping.options[String(value)] ?? null);
    case 'range': {
      const { from, to, result } = mapping.options;
      return value !== null && value >= (from ?? -Infinity) && value <= (to ?? Infinity) ? result : null;
    }
    case 'regex': {
      const { pattern, result } = mapping.options;
      return value !== null && fits(pattern, String(value)) ? result : null;
    }
    case 'special':
      return isSpecial(mapping.options.match, value) ? mapping.options.result : null;
  }
}

function isSpecial(match: string, value: number | null): boolean {
  const isNaN = value !== null && Number.isNaN(value);
  switch (match) {
    case 'null':
      return value === null;
    case 'nan':
      return isNaN;
    case 'null+nan':
      return value === null || isNaN;
    default:
      return false;
  }
}

function fits(pattern: string, text: string): boolean {
  const [, inside = pattern, flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(pattern) ?? [];
  try {
    return new RegExp(inside, flags.replaceAll(/[gy]/g, '')).test(text);
  } catch {
    return false;
  }
}
