import type { Row } from './matrix.ts';

/** The last `capacity` rows of a stream, by feature, oldest first: window detectors keep no more than their longest. */
export interface RecentRows {
  push(row: Row): void;
  clear(): void;
  /** The last `count` values of a feature. */
  last(feature: number, count: number): number[];
  save(): number[][];
}

export function createRecentRows(
  features: number,
  capacity: number,
  saved: readonly (readonly number[])[] = [],
): RecentRows {
  let byFeature = Array.from({ length: features }, (_, f) => [...(saved[f] ?? [])]);
  return {
    push: (row) => {
      byFeature.forEach((values, f) => {
        values.push(row[f]!);
        if (values.length > capacity) values.shift();
      });
    },
    clear: () => {
      byFeature = Array.from({ length: features }, () => []);
    },
    last: (feature, count) => byFeature[feature]!.slice(-count),
    save: () => byFeature.map((values) => [...values]),
  };
}
