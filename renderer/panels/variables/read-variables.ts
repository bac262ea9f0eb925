import { z } from 'zod';
import type { Dashboard } from '../../../core/shared/index.ts';

const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const words = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

/** One of `templating.list`, as far as it is read. Strange fields are as if they were not there. */
const Written = z.object({
  name: z.string().min(1),
  type: z.string(),
  label: maybe(z.string()),
  hide: z.number().catch(0),
  multi: z.boolean().catch(false),
  includeAll: z.boolean().catch(false),
  allValue: maybe(z.string().nullish()),
  query: z.unknown().optional(),
  definition: maybe(z.string()),
  regex: z.string().catch(''),
  sort: z.number().catch(0),
  auto: z.boolean().catch(false),
  auto_count: z.coerce.number().catch(30),
  auto_min: z.string().catch('10s'),
  current: maybe(z.looseObject({ value: maybe(words), text: maybe(words) })),
});

export type VariableType = 'query' | 'custom' | 'interval' | 'datasource' | 'textbox' | 'constant';
const types = ['query', 'custom', 'interval', 'datasource', 'textbox', 'constant'] as const;

export interface Variable {
  name: string;
  type: VariableType;
  label: string;
  /** Not shown above the dashboard. */
  isHidden: boolean;
  isMulti: boolean;
  hasAll: boolean;
  /** Stands for All as it is; null joins all values. */
  allValue: string | null;
  query: string;
  regex: string;
  sort: number;
  /** Of an interval: a choice that follows the range, in so many steps and never shorter than `leastInterval`. */
  auto: { steps: number; leastInterval: string } | null;
  /** What was chosen when the dashboard was saved. */
  saved: readonly string[];
}

/** The value that stands for every choice. */
export const ALL = '$__all';

/** The variables of a dashboard in order; kinds that are not filled in here (`adhoc`, `groupby`) are left out. */
export function readVariables(dashboard: Dashboard): Variable[] {
  const list = (dashboard['templating'] as { list?: unknown } | undefined)?.list;
  return (Array.isArray(list) ? list : []).flatMap((each: unknown) => {
    const read = Written.safeParse(each);
    const type = read.success ? types.find((known) => known === read.data.type) : undefined;
    if (!read.success || !type) return [];
    const { name, label, hide, multi, includeAll, allValue, regex, sort, current } = read.data;
    const { auto, auto_count: steps, auto_min: leastInterval } = read.data;
    return [
      {
        name,
        type,
        label: label || name,
        isHidden: hide === 2 || type === 'constant',
        isMulti: multi && (type === 'query' || type === 'custom'),
        hasAll: includeAll && (type === 'query' || type === 'custom'),
        allValue: allValue || null,
        query: queryText(read.data),
        regex,
        sort,
        auto: type === 'interval' && auto ? { steps, leastInterval } : null,
        saved: (current?.value ?? []).filter((value) => value !== ''),
      },
    ];
  });
}

function queryText({ query, definition }: { query?: unknown; definition?: string | undefined }): string {
  if (typeof query === 'string') return query;
  const inside = (query as { query?: unknown } | null | undefined)?.query;
  return typeof inside === 'string' ? inside : (definition ?? '');
}
