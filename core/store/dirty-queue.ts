import type { Series } from './series-index.ts';

/**
 * Series whose open chunk has samples that only the log has, the longest waiting first. A series that was saved in the
 * meantime leaves a void entry behind, known by its `dirtySince` having changed.
 */
export class DirtyQueue {
  private series: Series[] = [];
  private since: number[] = [];
  private from = 0;

  /** Marks a series as having unsaved samples as of a log record; no effect when it has older ones. */
  mark(series: Series, logId: number): void {
    if (series.dirtySince !== 0) return;
    series.dirtySince = logId;
    this.series.push(series);
    this.since.push(logId);
  }

  /** The series waiting longest, left in the queue until its `dirtySince` changes. */
  oldest(): Series | undefined {
    while (this.from < this.series.length && this.series[this.from]!.dirtySince !== this.since[this.from]) this.from++;
    if (this.from * 2 > this.series.length) {
      this.series = this.series.slice(this.from);
      this.since = this.since.slice(this.from);
      this.from = 0;
    }
    return this.series[this.from];
  }

  clear(): void {
    this.series = [];
    this.since = [];
    this.from = 0;
  }
}
