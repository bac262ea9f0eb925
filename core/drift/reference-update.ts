import { stackRows, takeRows, type Matrix } from './matrix.ts';
import type { Random } from './random.ts';

export type ReferenceUpdate = { last: number } | { reservoir_sampling: number };

/**
 * The reference after a batch was judged: the last n rows of both, or a uniform sample of at most n of all rows ever seen
 * (reservoir sampling; Vitter, 1985).
 * @param seen rows that went into the reference before: at first its own number of rows.
 */
export function updateReference(
  reference: Matrix,
  sample: Matrix,
  update: ReferenceUpdate,
  seen: number,
  random: Random,
): Matrix {
  const all = stackRows(reference, sample);
  const every = Int32Array.from({ length: all.rows }, (_, i) => i);
  if ('last' in update) return takeRows(all, every.slice(-update.last));
  const most = update.reservoir_sampling;
  if (seen + sample.rows <= most) return all;
  const kept = [...every.subarray(0, reference.rows)];
  for (let i = 0; i < sample.rows; i++) {
    const replaced = kept.length < most ? kept.length : random.below(seen + i + 1);
    if (replaced < most) kept[replaced] = reference.rows + i;
  }
  return takeRows(all, kept);
}
