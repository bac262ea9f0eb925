import type { TemplateFunction } from './functions.ts';
import { printValue, sprint } from './go-print.ts';
import { sprintf } from './sprintf.ts';
import { GoInt, type GoValue, isTrue, TemplateError, typeName } from './values.ts';

type Basic = 'bool' | 'int' | 'float' | 'string';

/** The functions of Go's text/template. */
export const builtIns = {
  not: { parameters: ['any'], call: ([value]) => !isTrue(value!) },
  len: {
    parameters: ['any'],
    call([value]) {
      if (typeof value === 'string') return new GoInt(Buffer.byteLength(value));
      if (value instanceof Map) return new GoInt(value.size);
      if (Array.isArray(value)) return new GoInt(value.length);
      throw new TemplateError(`len of type ${typeName(value!)}`);
    },
  },
  index: { parameters: ['any'], rest: 'any', call: ([value, ...keys]) => keys.reduce(indexed, value!) },
  print: { parameters: [], rest: 'any', call: (args) => sprint(args) },
  println: { parameters: [], rest: 'any', call: (args) => `${args.map(printValue).join(' ')}\n` },
  printf: { parameters: ['string'], rest: 'any', call: ([format, ...args]) => sprintf(format as string, args) },
  html: { parameters: [], rest: 'any', call: (args) => escapeHtml(sprint(args)) },
  js: { parameters: [], rest: 'any', call: (args) => JSON.stringify(sprint(args)).slice(1, -1) },
  urlquery: {
    parameters: [],
    rest: 'any',
    call: (args) => new URLSearchParams([['', sprint(args)]]).toString().slice(1),
  },
  eq: {
    parameters: ['any', 'any'],
    rest: 'any',
    call: ([first, ...others]) => others.some((other) => equal(first!, other)),
  },
  ne: { parameters: ['any', 'any'], call: ([a, b]) => !equal(a!, b!) },
  lt: { parameters: ['any', 'any'], call: ([a, b]) => less(a!, b!) },
  le: { parameters: ['any', 'any'], call: ([a, b]) => less(a!, b!) || equal(a!, b!) },
  gt: { parameters: ['any', 'any'], call: ([a, b]) => !less(a!, b!) && !equal(a!, b!) },
  ge: { parameters: ['any', 'any'], call: ([a, b]) => !less(a!, b!) },
} as const satisfies Record<string, TemplateFunction>;

function basicKind(value: GoValue): Basic {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'string') return 'string';
  if (value instanceof GoInt) return 'int';
  throw new TemplateError('invalid type for comparison');
}

const plain = (value: GoValue): unknown => (value instanceof GoInt ? value.value : value);

/** Go compares only like with like: `gt $value 5` is an error, `gt $value 5.0` is not. */
function requireSameKind(a: GoValue, b: GoValue): Basic {
  const kind = basicKind(a);
  if (kind !== basicKind(b)) throw new TemplateError('incompatible types for comparison');
  return kind;
}

function equal(a: GoValue, b: GoValue): boolean {
  if (a === null || b === null) return a === b;
  requireSameKind(a, b);
  return plain(a) === plain(b);
}

function less(a: GoValue, b: GoValue): boolean {
  if (requireSameKind(a, b) === 'bool') throw new TemplateError('invalid type for comparison');
  return (plain(a) as number) < (plain(b) as number);
}

function indexed(value: GoValue, key: GoValue): GoValue {
  if (value === null) throw new TemplateError('index of untyped nil');
  if (value instanceof Map) {
    if (typeof key !== 'string') throw new TemplateError(`value has type ${typeName(key)}; should be string`);
    return (value as ReadonlyMap<string, GoValue>).get(key) ?? '';
  }
  const isList = Array.isArray(value);
  if (!isList && typeof value !== 'string') throw new TemplateError(`can't index item of type ${typeName(value)}`);
  if (!(key instanceof GoInt)) throw new TemplateError(`cannot index slice/array with type ${typeName(key)}`);
  const list = isList ? (value as readonly GoValue[]) : Array.from(Buffer.from(value), (byte) => new GoInt(byte));
  const found = list[key.value];
  if (found === undefined) throw new TemplateError(`index out of range: ${key.value}`);
  return found;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
  '\0': '\uFFFD',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"'\0]/g, (char) => entities[char]!);
