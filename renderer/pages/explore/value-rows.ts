import { METRIC_NAME, type Labels } from '../../../core/shared/index.ts';
import type { QueryValue } from '../../api/index.ts';

export interface ValueRow {
  labels: Labels;
  /** One for an instant value; every sample of a range vector. */
  samples: readonly { timestampMs: number | null; text: string }[];
}

/** A result as rows of a table, in the order the server gave them. */
export function valueRows(value: QueryValue): ValueRow[] {
  switch (value.kind) {
    case 'vector':
      return value.samples.map(({ labels, text }) => ({ labels, samples: [{ timestampMs: null, text }] }));
    case 'matrix':
      return value.series.map(({ labels, timestampsMs, values }) => ({
        labels,
        samples: timestampsMs.map((timestampMs, i) => ({ timestampMs, text: numberText(values[i]!) })),
      }));
    case 'scalar':
    case 'string':
      return [{ labels: {}, samples: [{ timestampMs: null, text: value.text }] }];
  }
}

const numberText = (value: number): string => {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
};

/** The labels of all rows, the metric's name first, the others by name. */
export function labelColumns(rows: readonly ValueRow[]): string[] {
  const names = new Set(rows.flatMap(({ labels }) => Object.keys(labels)));
  const others = [...names].filter((name) => name !== METRIC_NAME).sort();
  return names.has(METRIC_NAME) ? [METRIC_NAME, ...others] : others;
}

export type ValueOrder = 'given' | 'most' | 'least';

/** Rows by their first value; NaN comes last, as it is neither large nor small. */
export function ordered(rows: readonly ValueRow[], order: ValueOrder): ValueRow[] {
  if (order === 'given') return [...rows];
  const sign = order === 'most' ? -1 : 1;
  const valueOf = ({ samples }: ValueRow) => Number((samples.at(-1)?.text ?? 'NaN').replace('Inf', 'Infinity'));
  const keyed = rows.map((row) => ({ row, value: valueOf(row) }));
  keyed.sort((a, b) => {
    if (Number.isNaN(a.value) || Number.isNaN(b.value))
      return Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value));
    return a.value === b.value ? 0 : sign * (a.value - b.value);
  });
  return keyed.map(({ row }) => row);
}
