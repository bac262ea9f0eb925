import type { Row } from './matrix.ts';
import type { OnlineResult } from './results.ts';
import type { SavedDetector } from './saved-detector.ts';

/**
 * A detector that reads a stream row by row. Nothing happens to it after it flagged drift: the window slides on, and the
 * flag may stay up. Whoever wants to start over calls `reset`.
 */
export interface OnlineDetector {
  readonly name: string;
  /** Features of a row. */
  readonly cols: number;
  readonly ert: number;
  /** Throws `bad_request` naming the row if it is not `cols` finite numbers; the detector is then as it was. */
  update(row: Row): OnlineResult;
  /** Back to before the first row; thresholds, split and bandwidth stay. */
  reset(): void;
  /** All of it as plain JSON: what is loaded from it goes on bit for bit. */
  save(): SavedDetector;
}
