import type { ValueType } from './ast.ts';

export interface Signature {
  args: readonly ValueType[];
  /** How many of the last arguments may be left out; Infinity: the last may also be repeated. */
  optional: number;
  returns: ValueType;
}

const signature = (args: readonly ValueType[], returns: ValueType = 'vector', optional = 0): Signature => ({
  args,
  optional,
  returns,
});

const each = (names: string, shape: Signature): Record<string, Signature> =>
  Object.fromEntries(names.split(' ').map((name) => [name, shape]));

const signatures: ReadonlyMap<string, Signature> = new Map(
  Object.entries({
    ...each('abs ceil exp floor ln log10 log2 sgn sqrt', signature(['vector'])),
    ...each('sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh deg rad', signature(['vector'])),
    ...each('absent sort sort_desc timestamp', signature(['vector'])),
    ...each('histogram_avg histogram_count histogram_sum histogram_stddev histogram_stdvar', signature(['vector'])),
    ...each('absent_over_time avg_over_time changes count_over_time delta deriv', signature(['matrix'])),
    ...each('first_over_time idelta increase irate last_over_time max_over_time', signature(['matrix'])),
    ...each('min_over_time present_over_time rate resets', signature(['matrix'])),
    ...each('stddev_over_time stdvar_over_time sum_over_time', signature(['matrix'])),
    ...each('day_of_month day_of_week day_of_year days_in_month', signature(['vector'], 'vector', 1)),
    ...each('hour minute month year', signature(['vector'], 'vector', 1)),
    clamp: signature(['vector', 'scalar', 'scalar']),
    clamp_max: signature(['vector', 'scalar']),
    clamp_min: signature(['vector', 'scalar']),
    histogram_fraction: signature(['scalar', 'scalar', 'vector']),
    histogram_quantile: signature(['scalar', 'vector']),
    label_join: signature(['vector', 'string', 'string', 'string'], 'vector', Infinity),
    label_replace: signature(['vector', 'string', 'string', 'string', 'string']),
    pi: signature([], 'scalar'),
    predict_linear: signature(['matrix', 'scalar']),
    quantile_over_time: signature(['scalar', 'matrix']),
    round: signature(['vector', 'scalar'], 'vector', 1),
    scalar: signature(['vector'], 'scalar'),
    time: signature([], 'scalar'),
    vector: signature(['scalar']),
  }),
);

/** Known to Prometheus, but only behind a feature flag; refused with a sentence that says so. */
const experimental: ReadonlySet<string> = new Set(
  (
    'info mad_over_time double_exponential_smoothing holt_winters histogram_quantiles sort_by_label sort_by_label_desc ' +
    'ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time start_timestamp ' +
    'start end range step min_of max_of limitk limit_ratio'
  ).split(' '),
);

/** What a function takes and gives; undefined when Prometheus's stable language has none of that name. */
export const signatureOf = (fn: string): Signature | undefined => signatures.get(fn);
export const isExperimental = (fn: string): boolean => experimental.has(fn);
export const functionNames: readonly string[] = [...signatures.keys()].sort();
