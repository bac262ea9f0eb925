import { compileRegex, type Regex } from '../../shared/index.ts';
import { type Call, unwrap } from '../syntax/ast.ts';
import { mergeEqual, type Vector } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Grid } from '../grid.ts';
import type { LabelSet } from '../label-set.ts';
import { executionError } from '../promql-error.ts';

/** `label_replace(v, dst, repl, src, regex)`. */
export async function labelReplace(ev: Evaluator, call: Call, grid: Grid): Promise<Vector> {
  const [target, replacement, source, pattern] = texts(call) as [string, string, string, string];
  let regex: Regex;
  try {
    regex = compileRegex(pattern);
  } catch (error) {
    throw executionError(
      `invalid regular expression in label_replace(): ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  requireLabelName(target, 'destination', call.fn);
  return relabel(await ev.vector(call.args[0]!, grid), (labels) => {
    const found = regex.captures(labels.get(source));
    return found ? labels.with(target, expand(replacement, found, regex.groupNames)) : labels;
  });
}

/** `label_join(v, dst, sep, src…)`. */
export async function labelJoin(ev: Evaluator, call: Call, grid: Grid): Promise<Vector> {
  const [target, separator, ...sources] = texts(call) as [string, string, ...string[]];
  for (const source of sources) requireLabelName(source, 'source', call.fn);
  requireLabelName(target, 'destination', call.fn);
  return relabel(await ev.vector(call.args[0]!, grid), (labels) =>
    labels.with(target, sources.map((source) => labels.get(source)).join(separator)),
  );
}

/** The string arguments behind the vector. */
const texts = (call: Call): string[] =>
  call.args.slice(1).map((arg) => {
    const inner = unwrap(arg);
    return inner.kind === 'string' ? inner.value : '';
  });

function requireLabelName(name: string, role: string, fn: string): void {
  if (name === '' || !name.isWellFormed()) throw executionError(`invalid ${role} label name in ${fn}(): ${name}`);
}

/** Values and presence are shared with the argument until two columns have to be joined. */
function relabel(vector: Vector, change: (labels: LabelSet) => LabelSet): Vector {
  const changed = vector.map((column) => ({ ...column, labels: change(column.labels) }));
  if (new Set(changed.map(({ labels }) => labels.key)).size === changed.length) return changed;
  return mergeEqual(
    changed.map((column) => ({ ...column, values: column.values.slice(), present: column.present.slice() })),
  );
}

/** Expands `$1`, `${1}`, `$name`, `${name}` and `$$` as Go's Regexp.Expand does; unknown groups are empty. */
export function expand(
  template: string,
  captures: readonly (string | undefined)[],
  names: readonly (string | undefined)[],
): string {
  return template.replaceAll(/\$(?:(\$)|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu, (_, dollar, bare, braced) => {
    if (dollar !== undefined) return '$';
    const group = (bare ?? braced) as string;
    if (/^\d+$/.test(group)) return captures[Number(group)] ?? '';
    return captures.find((text, i) => names[i] === group && text !== undefined) ?? '';
  });
}
