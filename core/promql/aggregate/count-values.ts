import type { Aggregate } from '../syntax/ast.ts';
import { type Column, emptyColumn, type Vector } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import { formatPlain } from '../format-value.ts';
import type { Grid } from '../grid.ts';
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
  const results = new Map<string, Column>();
  const resultFor = (column: Column, value: number): Column => {
    const labels = toGroup(column.labels.with(label, formatPlain(value)));
    let result = results.get(labels.key);
    if (!result) {
      ev.limits.hold(steps);
      results.set(labels.key, (result = emptyColumn(labels, steps)));
    }
    return result;
  };
  for (const column of vector) {
    const { values, present } = column;
    let last = NaN;
    let result: Column | null = null;
    await ev.limits.inPieces(steps, 8, (from, to) => {
      for (let s = from; s < to; s++) {
        if (present[s] === 0) continue;
        // Neighbouring steps often have the same value; the text of −0 differs from that of 0.
        if (!result || !Object.is(values[s], last)) result = resultFor(column, (last = values[s]!));
        result.present[s] = 1;
        result.values[s]!++;
      }
    });
  }
  return [...results.values()];
}
