import type { Matcher, SeriesData } from '../shared/index.ts';

/** Where the engine reads samples from. */
export interface SeriesSource {
  /**
   * The series that match all matchers and have samples in [startMs, endMs] (both inclusive), with those samples,
   * staleness markers included.
   */
  select(
    matchers: readonly Matcher[],
    startMs: number,
    endMs: number,
    signal?: AbortSignal,
  ): Promise<readonly SeriesData[]>;
}
