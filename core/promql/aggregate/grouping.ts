import { METRIC_NAME } from '../../shared/index.ts';
import type { Aggregate } from '../syntax/ast.ts';
import type { Column, Vector } from '../column.ts';
import { LabelSet } from '../label-set.ts';

export interface Group {
  labels: LabelSet;
  members: Column[];
}

/** How a grouping clause turns the labels of an element into those of its group. */
export function groupLabels(grouping: Aggregate['grouping']): (labels: LabelSet) => LabelSet {
  if (!grouping) return () => LabelSet.empty;
  const listed = new Set(grouping.labels);
  if (!grouping.without) return (labels) => labels.keep(listed);
  listed.add(METRIC_NAME);
  return (labels) => labels.drop(listed);
}

/** Groups are the same at every step, for labels do not change along a series. */
export function groupBy(vector: Vector, toGroup: (labels: LabelSet) => LabelSet): Group[] {
  const groups = new Map<string, Group>();
  for (const column of vector) {
    const labels = toGroup(column.labels);
    const group = groups.get(labels.key);
    if (group) group.members.push(column);
    else groups.set(labels.key, { labels, members: [column] });
  }
  return [...groups.values()];
}
