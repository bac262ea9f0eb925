export { formatPlain, formatValue } from './format-value.ts';
export { createEngine, type Engine, type EngineDefaults, MAX_POINTS, type QueryOptions } from './engine.ts';
export type { Expr } from './ast.ts';
export { parseQuery, parseSelector } from './parse.ts';
export { type Position, PromqlError, type PromqlErrorType, type Span } from './promql-error.ts';
export type { SeriesSource } from './series-source.ts';
export { formatQuery } from './format-query.ts';
export { type SelectorUse, selectorsOf } from './selectors.ts';
export type { MatrixSeries, QueryResult, Value } from './value.ts';
