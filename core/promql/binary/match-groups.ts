import { METRIC_NAME } from '../../shared/index.ts';
import type { VectorMatching } from '../syntax/ast.ts';
import type { Column, Vector } from '../column.ts';
import type { LabelSet } from '../label-set.ts';

/** The elements of both sides that share their match labels. */
export interface MatchGroup {
  labels: LabelSet;
  left: Column[];
  right: Column[];
}

/** The labels two elements must share to match: by default all but the metric name. */
export function matchLabels({ labels }: VectorMatching): (labels: LabelSet) => LabelSet {
  if (labels?.on) {
    const names = new Set(labels.names);
    return (of) => of.keep(names);
  }
  const names = new Set([...(labels?.names ?? []), METRIC_NAME]);
  return (of) => of.drop(names);
}

/** Groups are the same at every step: only who is present changes. */
export function matchGroups(matching: VectorMatching, left: Vector, right: Vector): MatchGroup[] {
  const toLabels = matchLabels(matching);
  const groups = new Map<string, MatchGroup>();
  const groupOf = (column: Column): MatchGroup => {
    const labels = toLabels(column.labels);
    let group = groups.get(labels.key);
    if (!group) groups.set(labels.key, (group = { labels, left: [], right: [] }));
    return group;
  };
  for (const column of left) groupOf(column).left.push(column);
  for (const column of right) groupOf(column).right.push(column);
  return [...groups.values()];
}

/** 1 at the steps where any of the columns has a point. */
export function anyPresent(columns: readonly Column[], steps: number): Uint8Array {
  const any = new Uint8Array(steps);
  for (const { present } of columns) for (let s = 0; s < steps; s++) any[s]! |= present[s]!;
  return any;
}
