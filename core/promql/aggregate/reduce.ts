import type { AggregateOp } from '../syntax/ast.ts';
import type { Column } from '../column.ts';
import { compensation } from '../compensated-sum.ts';

/** Folds the members of a group into one column, member after member. */
export interface Reducer {
  /** Takes in one value at a step; `first` for the first of the group there. */
  add(step: number, x: number, first: boolean, result: Float64Array): void;
  /** Turns what `add` left at a step into the result. */
  finish?(step: number, result: Float64Array): void;
}

type NewReducer = (steps: number) => Reducer;

/** Folds the steps [from, to) of a member into the result. */
export function fold(reducer: Reducer, member: Column, result: Column, from: number, to: number): void {
  for (let s = from; s < to; s++) {
    if (member.present[s] === 0) continue;
    reducer.add(s, member.values[s]!, result.present[s] === 0, result.values);
    result.present[s] = 1;
  }
}

const sum: NewReducer = (steps) => {
  const lost = new Float64Array(steps);
  return {
    add(s, x, first, sums) {
      if (first) {
        sums[s] = x;
        return;
      }
      const before = sums[s]!;
      const after = before + x;
      lost[s] = compensation(before, x, after, lost[s]!);
      sums[s] = after;
    },
    finish(s, sums) {
      sums[s]! += lost[s]!;
    },
  };
};

/** A plain mean until the sum would overflow, from then on an incremental one; see `meanOf`, which does it for one series. */
const avg: NewReducer = (steps) => {
  const lost = new Float64Array(steps);
  const counts = new Uint32Array(steps);
  const incremental = new Uint8Array(steps);
  return {
    add(s, x, first, state) {
      const n = ++counts[s]!;
      if (first) {
        state[s] = x;
        return;
      }
      if (incremental[s] === 0) {
        const before = state[s]!;
        const after = before + x;
        if (Math.abs(after) !== Infinity) {
          lost[s] = compensation(before, x, after, lost[s]!);
          state[s] = after;
          return;
        }
        incremental[s] = 1;
        state[s]! /= n - 1;
        lost[s]! /= n - 1;
      }
      const share = (n - 1) / n;
      const before = share * state[s]!;
      const after = before + x / n;
      lost[s] = compensation(before, x / n, after, share * lost[s]!);
      state[s] = after;
    },
    finish(s, state) {
      const n = counts[s]!;
      state[s] = incremental[s] === 1 ? state[s]! + lost[s]! : state[s]! / n + lost[s]! / n;
    },
  };
};

/** Welford's update; a NaN or an infinity anywhere makes the result NaN. */
const variance =
  (finish: (variance: number) => number): NewReducer =>
  (steps) => {
    const means = new Float64Array(steps);
    const counts = new Uint32Array(steps);
    return {
      add(s, x, first, squares) {
        const n = ++counts[s]!;
        if (first) {
          means[s] = x;
          squares[s] = Number.isFinite(x) ? 0 : NaN;
          return;
        }
        const delta = x - means[s]!;
        means[s]! += delta / n;
        squares[s]! += delta * (x - means[s]!);
      },
      finish(s, squares) {
        squares[s] = finish(squares[s]! / counts[s]!);
      },
    };
  };

const keepWhen =
  (better: (x: number, kept: number) => boolean): NewReducer =>
  () => ({
    add(s, x, first, kept) {
      if (first || better(x, kept[s]!) || Number.isNaN(kept[s]!)) kept[s] = x;
    },
  });

export const reducers: Partial<Record<AggregateOp, NewReducer>> = {
  sum,
  avg,
  min: keepWhen((x, kept) => x < kept),
  max: keepWhen((x, kept) => x > kept),
  stddev: variance(Math.sqrt),
  stdvar: variance((x) => x),
  count: () => ({
    add(s, _x, _first, counts) {
      counts[s]!++;
    },
  }),
  group: () => ({
    add(s, _x, _first, ones) {
      ones[s] = 1;
    },
  }),
};
