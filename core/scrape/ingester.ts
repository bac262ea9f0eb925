import type { Labels } from '../shared/index.ts';
import { BatchBuilder, type Appender } from './appender.ts';
import { ExpositionMetadata } from './exposition-metadata.ts';
import { ExpositionParser } from './exposition-parser.ts';
import type { Exposition } from './fetch-exposition.ts';
import { DROPPED, ScrapeCache } from './scrape-cache.ts';
import type { ParsedSeries } from './series-text.ts';
import type { Target } from './target.ts';

export interface IngestCounts {
  /** Samples in the exposition text. */
  scraped: number;
  /** Of these, those kept. */
  kept: number;
  /** Series that the last scrape did not have. */
  added: number;
  /** Of those kept, those the appender had no room for. */
  refused: number;
  /** Of those kept, those the appender found too old: the clock was set back. */
  late: number;
}

const reportNames = [
  'up',
  'scrape_duration_seconds',
  'scrape_samples_scraped',
  'scrape_samples_post_metric_relabeling',
  'scrape_series_added',
] as const;

/** How long parsing may hold the thread before it lets others run. */
const SLICE_MS = 8;

/**
 * Turns the exposition text of one target into batches for the appender: samples, staleness markers for series that
 * disappeared, and the series about the scrape itself, all in one batch per scrape.
 */
export class Ingester {
  private readonly target: Target;
  private readonly appender: Appender;
  private readonly cache = new ScrapeCache();
  private readonly batch = new BatchBuilder();
  private readonly metadata = new ExpositionMetadata();
  /** Of the scrape under way; what a failed one got to is reported too. */
  private counts: IngestCounts = { scraped: 0, kept: 0, added: 0, refused: 0, late: 0 };

  constructor(target: Target, appender: Appender) {
    this.target = target;
    this.appender = appender;
  }

  /**
   * Takes a scrape. A text that does not parse, or has too many samples, throws and leaves nothing behind: the scrape has
   * then failed as a whole, and `fail` must be called.
   */
  async take(exposition: Exposition, timeMs: number, elapsedSeconds: () => number): Promise<IngestCounts> {
    this.batch.reset();
    this.cache.beginScrape();
    await this.parse(exposition, timeMs);
    for (const ref of this.cache.takeGone()) this.batch.add(ref, timeMs, 0, true);
    const counts = this.report(timeMs, 1, elapsedSeconds());
    const batch = this.batch.finish();
    counts.refused = batch.refs.reduce((total, ref) => total + (ref === 0 ? 1 : 0), 0);
    const { unknown, outOfOrder } = this.appender.append(batch);
    counts.late = outOfOrder;
    // Series were deleted under our hands: the next scrape finds them new.
    if (unknown > counts.refused) this.cache.forget(() => true);
    this.appender.setMetadata(this.metadata.all());
    return counts;
  }

  /** Records a scrape that failed: every series ends, and `up` is 0. */
  fail(timeMs: number, elapsedSeconds: number): void {
    this.batch.reset();
    for (const ref of this.cache.takeAll()) this.batch.add(ref, timeMs, 0, true);
    this.report(timeMs, 0, elapsedSeconds);
    this.appender.append(this.batch.finish());
  }

  /** Ends every series of the target, those about the scrape too. */
  end(timeMs: number): void {
    this.batch.reset();
    for (const ref of this.cache.takeAll()) this.batch.add(ref, timeMs, 0, true);
    for (const name of reportNames) this.batch.add(this.reportRef(name), timeMs, 0, true);
    this.appender.append(this.batch.finish());
  }

  private async parse({ text, format }: Exposition, timeMs: number): Promise<void> {
    const { target, cache, batch, counts } = this;
    const parser = new ExpositionParser(text, format);
    const fresh: FreshLine[] = [];
    const limit = target.sampleLimit || Infinity;
    const pause = slicer();
    for (let entry = parser.next(); entry !== 'end'; entry = parser.next()) {
      if (entry !== 'sample') {
        this.metadata.learn(parser, entry);
        continue;
      }
      counts.scraped++;
      const ownTime = target.honorTimestamps && !Number.isNaN(parser.timestampMs);
      const untracked = ownTime && !target.trackTimestampsStaleness;
      const ref = cache.lookUp(parser.seriesText, untracked);
      const labels = ref === undefined ? this.labelsOf(this.metadata.seriesOf(parser)) : undefined;
      const dropped = ref === DROPPED || labels === null;
      if (!dropped) counts.kept++;
      // Beyond the limit there is only counting, for the person to know how far beyond.
      if (counts.kept > limit) continue;
      if (labels !== undefined) fresh.push({ seriesText: parser.seriesText, labels, untracked, at: batch.length });
      if (!dropped) batch.add(ref ?? 0, ownTime ? parser.timestampMs : timeMs, parser.value, false);
      if (counts.scraped % 256 === 0) await pause();
    }
    if (counts.kept > limit) throw new Error(`sample limit exceeded: ${counts.kept} samples, the limit is ${limit}`);
    // Only now that the whole text is known to be good may it create series.
    for (const [i, line] of fresh.entries()) {
      this.admit(line);
      if (i % 256 === 255) await pause();
    }
  }

  /** Gives a new line its series. */
  private admit({ seriesText, labels, untracked, at }: FreshLine): void {
    const ref = labels === null ? DROPPED : this.appender.seriesRef(labels);
    this.cache.remember(seriesText, ref, untracked);
    if (labels === null) return;
    this.batch.setRef(at, ref);
    this.counts.added++;
  }

  /** The labels a series is stored with: its own, those of its target, then relabelled; null when that drops it. */
  private labelsOf({ name, labels }: ParsedSeries): Labels | null {
    const { target } = this;
    const merged = new Map<string, string>([['__name__', name], ...labels]);
    for (const [label, value] of Object.entries(target.labels)) {
      const own = merged.get(label) ?? '';
      if (own !== '' && target.honorLabels) continue;
      if (own !== '') merged.set(exportedName(label, merged), own);
      merged.set(label, value);
    }
    if (target.metricRelabel && !target.metricRelabel(merged)) return null;
    if (!merged.get('__name__')) throw new Error('relabelling left a series without a name (__name__)');
    return Object.fromEntries(merged);
  }

  private report(timeMs: number, up: number, elapsedSeconds: number): IngestCounts {
    const { counts } = this;
    const values = [up, elapsedSeconds, counts.scraped, counts.kept, counts.added];
    for (const [i, name] of reportNames.entries()) this.batch.add(this.reportRef(name), timeMs, values[i]!, false);
    this.counts = { scraped: 0, kept: 0, added: 0, refused: 0, late: 0 };
    return counts;
  }

  private reportRef(name: string): number {
    return this.appender.seriesRef({ __name__: name, ...this.target.labels });
  }
}

/** Gives way to others when the thread was held long enough; to be awaited now and then. */
function slicer(): () => Promise<void> {
  let from = performance.now();
  return async () => {
    if (performance.now() - from < SLICE_MS) return;
    await new Promise(setImmediate);
    from = performance.now();
  };
}

/** A line met for the first time, whose place in the batch waits for a ref. */
interface FreshLine {
  seriesText: string;
  /** Null for a line that relabelling drops. */
  labels: Labels | null;
  untracked: boolean;
  at: number;
}

/** `exported_job`, or with as many more `exported_` as it takes to be new. */
function exportedName(label: string, taken: ReadonlyMap<string, string>): string {
  let name = `exported_${label}`;
  while (taken.has(name)) name = `exported_${name}`;
  return name;
}
