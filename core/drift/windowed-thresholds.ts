import { badInput } from './bad-input.ts';

/** Level of each feature by itself so that together they alarm once in ERT steps (features taken as independent). */
export const levelPerFeature = (ert: number, features: number): number => 1 - (1 - 1 / ert) ** (1 / features);

/** Steps the thresholds of window detectors are simulated for: until the largest window has turned over once. */
export const stepsOf = (windowSizes: readonly number[]): number => 2 * Math.max(...windowSizes) - 1;

/** Threshold rows given from outside: one per step, `width` entries in each. Throws `bad_request` if they are not. */
export function givenSteps(given: unknown, width: number, name: string): (number | null)[][] | undefined {
  if (given === undefined) return undefined;
  const rows = given as unknown[];
  const fits = rows.every((row) => Array.isArray(row) && row.length === width);
  if (!fits) throw badInput(`initial.${name} needs a list of ${width} for every step.`);
  return rows as (number | null)[][];
}
