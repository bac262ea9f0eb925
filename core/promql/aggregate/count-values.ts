import type { Aggregate } from '../syntax/ast.ts';
import { type Column, emptyColumn, type Vector } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import { formatPlain } from '../format-value.ts';
import type { Grid } from '../grid.ts';
import type { LabelSet } from '../label-set.ts';
import { executionError } from '../promql-error.ts';
import { groupLabels } from './grouping.ts';

/** `count_values("label", v)`: per distinct value one element, the value written into the label before grouping. */
export async function countValues(
  ev: Evaluator,
  vector: Vector,
  label: string,
  grouping: Aggregate['grouping'],
  { steps }: Grid,
): Promise<Vector> {
  if (label === '' || !label.isWellFormed()) throw executionError(`invalid label name "${label}"`);
  const clause = grouping ?? { without: false, labels: [] };
  const toGroup = groupLabels(clause.without ? clause : { without: false, labels: [...clause.labels, label] });
  const overwritten = new Set([label]);
  const results = new Map<string, Column>();
  /** Results by value, for each set of the other labels that the grouping leaves. */
  const known = new Map<string, Map<number, Column>>();
  const resultFor = (labels: LabelSet, value: number): Column => {
    const group = toGroup(labels.with(label, formatPlain(value)));
    let result = results.get(group.key);
    if (!result) {
      ev.limits.hold(steps);
      results.set(group.key, (result = emptyColumn(group, steps)));
    }
    return result;
  };
  for (const { labels, values, present } of vector) {
    const base = toGroup(labels.drop(overwritten)).key;
    const byValue = known.get(base) ?? new Map<number, Column>();
    known.set(base, byValue);
    await ev.limits.inPieces(steps, 4, (from, to) => {
      for (let s = from; s < to; s++) {
        if (present[s] === 0) continue;
        const value = values[s]!;
        // A Map takes −0 for 0, but their texts differ.
        let result = Object.is(value, -0) ? undefined : byValue.get(value);
        if (!result) {
          result = resultFor(labels, value);
          if (!Object.is(value, -0)) byValue.set(value, result);
        }
        result.present[s] = 1;
        result.values[s]!++;
      }
    });
  }
  return [...results.values()];
}
