import { type Call, type Expr, unwrap } from '../syntax/ast.ts';
import { emptyColumn, isEmpty, type Vector } from '../column.ts';
import { compileMatcher, METRIC_NAME, type Matcher } from '../../shared/index.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Grid } from '../grid.ts';
import { LabelSet } from '../label-set.ts';
import { evalRangeFunction } from './over-windows.ts';
import { overTimeFunctions } from './over-time.ts';

/** One element of value 1 at the steps where the argument has none. */
export async function absent(ev: Evaluator, call: Call, grid: Grid): Promise<Vector> {
  return whereNone(ev, await ev.vector(call.args[0]!, grid), call.args[0]!, grid);
}

export async function absentOverTime(ev: Evaluator, call: Call, grid: Grid): Promise<Vector> {
  // Names are kept so that series which differ by nothing else can stand side by side.
  const present = { ...overTimeFunctions['present_over_time']!, keepsName: true };
  return whereNone(ev, await evalRangeFunction(ev, present, call, grid), call.args[0]!, grid);
}

async function whereNone(ev: Evaluator, vector: Vector, argument: Expr, { steps }: Grid): Promise<Vector> {
  ev.limits.hold(steps);
  const result = emptyColumn(labelsOf(argument), steps);
  result.values.fill(1);
  result.present.fill(1);
  for (const { present } of vector) {
    await ev.limits.inPieces(steps, 1, (from, to) => {
      for (let s = from; s < to; s++) if (present[s] === 1) result.present[s] = 0;
    });
  }
  return isEmpty(result) ? [] : [result];
}

/** What a selector's `=` matchers say its series would be labelled with; nothing for any other expression. */
function labelsOf(argument: Expr): LabelSet {
  const inner = unwrap(argument);
  if (inner.kind === 'selector') return promised(inner.matchers);
  return inner.kind === 'matrix' ? promised(inner.selector.matchers) : LabelSet.empty;
}

/**
 * The first `=` on a label sets it, any later matcher on that label takes it away again. Prometheus has put the matchers
 * that only take series away behind the others by then.
 */
function promised(matchers: readonly Matcher[]): LabelSet {
  const labels = new Map<string, string>();
  const set = new Set<string>();
  for (const { name, op, value } of [...matchers.filter(isAdding), ...matchers.filter((one) => !isAdding(one))]) {
    if (op === '=' && !set.has(name)) {
      labels.set(name, value);
      set.add(name);
    } else labels.delete(name);
  }
  labels.delete(METRIC_NAME);
  return LabelSet.from(Object.fromEntries(labels));
}

const isAdding = (matcher: Matcher): boolean =>
  matcher.op === '=' || matcher.op === '=~' || !compileMatcher(matcher)('');
