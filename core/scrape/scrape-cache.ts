/** The ref of a line that relabelling drops. */
export const DROPPED = -1;

/** After so many scrapes, series that were refused for want of room are asked for again. */
const REFUSED_SCRAPES = 20;

/** What a line of exposition text stands for: a series ref. */
interface CachedSeries {
  ref: number;
  /** Number of the last scrape that had the line. */
  seen: number;
  /** Of a line that brings its own time: such a series ends on its own terms, and no marker is written for it. */
  untracked: boolean;
}

/**
 * Remembers which series each line meant, so that a scrape like the last one parses no labels and makes no objects.
 * It also knows which series a scrape no longer had.
 */
export class ScrapeCache {
  private readonly entries = new Map<string, CachedSeries>();
  private scrape = 0;

  get size(): number {
    return this.entries.size;
  }

  beginScrape(): void {
    this.scrape++;
    if (this.scrape % REFUSED_SCRAPES === 0) this.forget((ref) => ref === 0);
  }

  /** Forgets lines by their ref: they will be looked at anew. */
  forget(which: (ref: number) => boolean): void {
    for (const [text, { ref }] of this.entries) if (which(ref)) this.entries.delete(text);
  }

  /** The ref for a line's series text, seen now; undefined when the line is new. */
  lookUp(seriesText: string, untracked: boolean): number | undefined {
    const entry = this.entries.get(seriesText);
    if (entry === undefined) return undefined;
    entry.seen = this.scrape;
    entry.untracked = untracked;
    return entry.ref;
  }

  remember(seriesText: string, ref: number, untracked: boolean): void {
    // A slice of the body would keep the whole body alive: make a copy that stands on its own.
    const text = Buffer.from(seriesText).toString();
    this.entries.set(text, { ref, seen: this.scrape, untracked });
  }

  /** Forgets the lines that this scrape did not have and gives the refs of their series, to be marked stale. */
  takeGone(): number[] {
    const gone: number[] = [];
    for (const [text, entry] of this.entries) {
      if (entry.seen === this.scrape) continue;
      this.entries.delete(text);
      if (!entry.untracked && entry.ref > 0) gone.push(entry.ref);
    }
    return gone;
  }

  /** Forgets everything and gives the refs of all series, to be marked stale. */
  takeAll(): number[] {
    this.scrape++;
    return this.takeGone();
  }
}
