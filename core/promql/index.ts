export { formatPlain, formatValue } from './format-value.ts';
export { createEngine, type Engine, type EngineDefaults, MAX_POINTS, type QueryOptions } from './engine.ts';
export type { Expr } from './syntax/ast.ts';
export { parseQuery, parseSelector } from './syntax/parse.ts';
export { type Position, PromqlError, type PromqlErrorType, type Span } from './promql-error.ts';
export type { SeriesSource } from './series-source.ts';
export { formatQuery } from './syntax/format-query.ts';
export { type SelectorUse, selectorsOf } from './syntax/selectors-of.ts';
export type { MatrixSeries, QueryResult, Value } from './value.ts';
