import { executionError } from './promql-error.ts';
import type { LabelSet } from './label-set.ts';

/**
 * One series of an instant vector over all steps of the evaluation.
 *
 * values, present: shape [steps]; a value counts only where `present` is 1, for NaN is an ordinary value.
 */
export interface Column {
  labels: LabelSet;
  values: Float64Array;
  present: Uint8Array;
}

/** An instant vector over all steps. No two columns have the same labels unless a node says so. */
export type Vector = Column[];

export const emptyColumn = (labels: LabelSet, steps: number): Column => ({
  labels,
  values: new Float64Array(steps),
  present: new Uint8Array(steps),
});

/** A column with the same value at every step. */
export const constantColumn = (labels: LabelSet, steps: number, value: number): Column => ({
  labels,
  values: new Float64Array(steps).fill(value),
  present: new Uint8Array(steps).fill(1),
});

export const isEmpty = (column: Column): boolean => !column.present.includes(1);

/** Columns that have at least one point; a series without any does not exist. */
export const withPoints = (vector: Vector): Vector => vector.filter((column) => !isEmpty(column));

export const sameLabelsError = () => executionError('vector cannot contain metrics with the same labelset');

/**
 * Joins columns whose labels have become equal. Two points at the same step are an error: a vector cannot contain the
 * same label set twice.
 */
export function mergeEqual(vector: Vector, clash: () => Error = sameLabelsError): Vector {
  const byKey = new Map<string, Column>();
  for (const column of vector) {
    const first = byKey.get(column.labels.key);
    if (first) mergeInto(first, column, clash);
    else byKey.set(column.labels.key, column);
  }
  return byKey.size === vector.length ? vector : [...byKey.values()];
}

function mergeInto(target: Column, column: Column, clash: () => Error): void {
  for (let s = 0; s < column.present.length; s++) {
    if (column.present[s] === 0) continue;
    if (target.present[s] === 1) throw clash();
    target.present[s] = 1;
    target.values[s] = column.values[s]!;
  }
}

/** Fails when two series have the same labels, whether or not they ever meet at a step. */
export function refuseEqual(vector: Vector): Vector {
  if (new Set(vector.map((column) => column.labels.key)).size !== vector.length) throw sameLabelsError();
  return vector;
}
