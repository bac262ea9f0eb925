import type { Labels } from '../../shared/index.ts';

// What a template computes with: the few types of Go that rule templates meet. A JavaScript number is a float64, an
// object of class GoInt an int: Go tells them apart, and so must printf "%d" and comparisons.

export class GoInt {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

export class GoTime {
  readonly unixMs: number;

  constructor(unixMs: number) {
    this.unixMs = unixMs;
  }
}

/** One element of what `query` gave. */
export class QuerySample {
  readonly labels: Labels;
  readonly value: number;

  constructor(labels: Labels, value: number) {
    this.labels = labels;
    this.value = value;
  }
}

/** What the dot is at the top: a struct, whose fields are known. */
export class TemplateData {
  readonly fields: Readonly<Record<string, GoValue>>;

  constructor(fields: Readonly<Record<string, GoValue>>) {
    this.fields = fields;
  }
}

/** `null` is Go's nil; a Map is a map with texts as keys. */
export type GoValue =
  | string
  | number
  | boolean
  | null
  | GoInt
  | GoTime
  | QuerySample
  | TemplateData
  | ReadonlyMap<string, GoValue>
  | readonly GoValue[];

export const toGoMap = (labels: Labels): ReadonlyMap<string, GoValue> => new Map(Object.entries(labels));

export function typeName(value: GoValue): string {
  if (value === null) return 'nil';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof GoInt) return 'int';
  if (value instanceof GoTime) return '*time.Time';
  if (value instanceof QuerySample) return '*template.sample';
  if (value instanceof TemplateData)
    return 'struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value float64 }';
  if (value instanceof Map) return 'map[string]string';
  return 'template.queryResult';
}

/** What `if` takes for true: whatever is not the zero value of its type. */
export function isTrue(value: GoValue): boolean {
  if (value === null) return false;
  if (typeof value === 'string') return value !== '';
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'boolean') return value;
  if (value instanceof GoInt) return value.value !== 0;
  if (value instanceof Map) return value.size > 0;
  return Array.isArray(value) ? value.length > 0 : true;
}

/** Anything a template can fail with. */
export class TemplateError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TemplateError';
  }
}
