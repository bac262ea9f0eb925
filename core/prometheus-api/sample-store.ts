import type { SeriesData } from '../shared/index.ts';
import type { MatcherSets } from './catalog.ts';

/** What became of imported samples. */
export interface ImportCounts {
  /** Samples that are new. */
  imported: number;
  /** Samples of a series and time that had one already; the first is kept. */
  duplicates: number;
  /** Samples that were not taken; `remarks` says why. */
  refused: number;
  /** What the person should know of it, as sentences. */
  remarks: readonly string[];
}

/** A line of an import that cannot be read. What stood before it was imported. */
export class ImportError extends Error {
  readonly counts: ImportCounts;

  /** `message` names the line. */
  constructor(message: string, counts: ImportCounts, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ImportError';
    this.counts = counts;
  }
}

/** What the API asks of the store to move samples in, out and away. Times are Unix milliseconds, both ends inclusive. */
export interface SampleStore {
  /**
   * Takes exposition text in, in pieces of any size; lines without a time get `nowMs`. Throws `ImportError` at the first
   * line it cannot read.
   */
  importText(pieces: AsyncIterable<Uint8Array>, nowMs: number): Promise<ImportCounts>;
  /** The series that match any of the sets and have samples in the range, with these, one after the other. */
  exportSeries(matcherSets: MatcherSets, startMs: number, endMs: number): AsyncIterable<SeriesData>;
  /** Removes the samples in the range of the series that match any of the sets. */
  deleteSeries(matcherSets: MatcherSets, startMs: number, endMs: number): Promise<unknown>;
}
