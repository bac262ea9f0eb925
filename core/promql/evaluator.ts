import type { Matcher, SeriesData } from '../shared/index.ts';
import type { Annotations } from './annotations.ts';
import type { Expr } from './syntax/ast.ts';
import type { Vector } from './column.ts';
import type { Grid, QueryBounds } from './grid.ts';
import type { Limits } from './limits.ts';

/** What the nodes of an expression need of the query they belong to, and how they evaluate their operands. */
export interface Evaluator {
  readonly bounds: QueryBounds;
  readonly lookbackMs: number;
  readonly defaultStepMs: number;
  /** True for an instant query: some functions order their result only there. */
  readonly instant: boolean;
  readonly limits: Limits;
  readonly annotations: Annotations;
  /** Value per step, shape [steps]. */
  scalar(expr: Expr, grid: Grid): Promise<Float64Array>;
  vector(expr: Expr, grid: Grid): Promise<Vector>;
  /** The samples of the series that match, in [startMs, endMs]. */
  read(matchers: readonly Matcher[], startMs: number, endMs: number): Promise<readonly SeriesData[]>;
}
