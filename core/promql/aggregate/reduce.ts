import type { AggregateOp } from '../ast.ts';
import type { Column } from '../column.ts';

/** Takes in the members of a group one after the other, for the steps [from, to) of each. */
export interface Reducer {
  add(member: Column, from: number, to: number): void;
  /** Writes the result of the steps where the group has a member; presence is set by then. */
  finish(result: Column, from: number, to: number): void;
}

type NewReducer = (steps: number) => Reducer;

/** Neumaier's compensated sum; the infinities are let through unharmed. */
const sum: NewReducer = (steps) => {
  const sums = new Float64Array(steps);
  const lost = new Float64Array(steps);
  return {
    add({ values, present }, from, to) {
      for (let s = from; s < to; s++) {
        if (present[s] === 0) continue;
        const x = values[s]!;
        const before = sums[s]!;
        const after = before + x;
        if (Math.abs(after) === Infinity) lost[s] = 0;
        else if (Math.abs(before) >= Math.abs(x)) lost[s]! += before - after + x;
        else lost[s]! += x - after + before;
        sums[s] = after;
      }
    },
    finish({ values }, from, to) {
      for (let s = from; s < to; s++) values[s] = sums[s]! + lost[s]!;
    },
  };
};

export const reducers: Partial<Record<AggregateOp, NewReducer>> = { sum };
