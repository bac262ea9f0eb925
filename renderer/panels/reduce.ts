/** Values of a series in time order; NaN where there is none. */
type Values = ArrayLike<number>;
/** From the values that are numbers (at least one), and all of them, to one number. */
type Reducer = { label: string; reduce(present: readonly number[], all: Values): number };

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
const variance = (values: readonly number[]) => {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
};
const steps = (values: readonly number[]) => values.slice(1).map((value, i) => value - values[i]!);

/** Nearest rank below: the value at `floor((n - 1) · q)` in sorted order, as Grafana takes it. */
const percentile = (values: readonly number[], q: number) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * q)]!;

/** Growth of a counter: every increase, and after a restart the whole new value. */
const increase = (values: readonly number[]) =>
  values.slice(1).reduce((total, value, i) => total + (value >= values[i]! ? value - values[i]! : value), 0);

const median = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

const first = (values: readonly number[]) => values[0]!;
const last = (values: readonly number[]) => values.at(-1)!;

/** Grafana's calculations by id, with the words it heads their columns with. */
const reducers: Record<string, Reducer> = {
  lastNotNull: { label: 'Last *', reduce: last },
  last: { label: 'Last', reduce: (_, all) => all[all.length - 1] ?? NaN },
  firstNotNull: { label: 'First *', reduce: first },
  first: { label: 'First', reduce: (_, all) => all[0] ?? NaN },
  min: { label: 'Min', reduce: least },
  max: { label: 'Max', reduce: most },
  mean: { label: 'Mean', reduce: mean },
  median: { label: 'Median', reduce: median },
  sum: { label: 'Total', reduce: sum },
  count: { label: 'Count', reduce: (_, all) => all.length },
  range: { label: 'Range', reduce: (values) => most(values) - least(values) },
  delta: { label: 'Delta', reduce: increase },
  step: { label: 'Step', reduce: (values) => least(steps(values)) },
  diff: { label: 'Difference', reduce: (values) => last(values) - first(values) },
  diffperc: { label: 'Difference percent', reduce: (values) => ((last(values) - first(values)) / first(values)) * 100 },
  logmin: { label: 'Min (above zero)', reduce: (values) => least(values.filter((value) => value > 0)) },
  variance: { label: 'Variance', reduce: variance },
  stdDev: { label: 'StdDev', reduce: (values) => Math.sqrt(variance(values)) },
  changeCount: { label: 'Change Count', reduce: (values) => steps(values).filter((step) => step !== 0).length },
  distinctCount: { label: 'Distinct Count', reduce: (values) => new Set(values).size },
};

const reducerOf = (id: string): Reducer | null => {
  const rank = /^p(\d{1,2})$/.exec(id);
  if (rank) return { label: `${rank[1]}th %`, reduce: (values) => percentile(values, Number(rank[1]) / 100) };
  return reducers[id] ?? null;
};

/** One number for a series by Grafana's reducer id; null when it has no value or nobody knows the reducer. */
export function reduceSeries(values: Values, id: string): number | null {
  const present = Array.from(values).filter((value) => !Number.isNaN(value));
  const reducer = reducerOf(id);
  if (!reducer || present.length === 0) return null;
  const value = reducer.reduce(present, values);
  return Number.isNaN(value) ? null : value;
}

/** The words for a reducer, as a column head. */
export const reducerLabel = (id: string): string => reducerOf(id)?.label ?? id;
