import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ImportCounts, ImportError } from '../prometheus-api/index.ts';
import {
  ExpositionError,
  ExpositionParser,
  formatOpenMetricsFloat,
  parseGoFloat,
  parseSeriesText,
} from '../scrape/index.ts';
import { formatDuration, type Labels, METRIC_NAME, type MetricMetadata, reasonOf } from '../shared/index.ts';
import type { Store } from '../store/index.ts';
import { wholeLines } from './whole-lines.ts';

export interface ImportOptions {
  store: Pick<Store, 'seriesRef' | 'importBatch' | 'setMetadata'>;
  /** Unix ms; given to lines that have no time. */
  nowMs: number;
  retentionMs: number;
}

/** How long reading may hold the thread before it lets others run. */
const SLICE_MS = 8;
/** Samples merged into the store at once: the more, the fewer times a chunk of the past is unpacked and packed again. */
const BATCH_SAMPLES = 131_072;
/** A clock may be wrong by as much. A sample from further on would stand in the way of all that are scraped until then. */
const FUTURE_MS = 600_000;
/** Times in seconds, taken for milliseconds, lie before this: March 1973. */
const SUSPICIOUS_MS = 1e11;

/**
 * Imports exposition text, in pieces of any size, into the store. Throws `ImportError` at the first line that cannot be
 * read, once everything before it is stored.
 */
export async function importExposition(
  pieces: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportCounts> {
  const run = new ImportRun(options);
  try {
    let sliceFrom = performance.now();
    for await (const { text, firstLine } of wholeLines(pieces)) {
      await run.take(text, firstLine);
      if (performance.now() - sliceFrom < SLICE_MS) continue;
      await nextTurn();
      sliceFrom = performance.now();
    }
    await run.flush();
    return run.counts();
  } catch (error) {
    if (!(error instanceof ExpositionError)) throw error;
    await run.flush();
    throw new ImportError(error.message, run.counts(), { cause: error });
  }
}

/** One import under way: samples that wait for the store, and what became of those that went there. */
class ImportRun {
  private readonly options: ImportOptions;
  private readonly seriesRefs = new Map<string, number>();
  private readonly metadata = new Map<string, MetricMetadata>();
  private readonly refs = new Uint32Array(BATCH_SAMPLES);
  private readonly times = new Float64Array(BATCH_SAMPLES);
  private readonly values = new Float64Array(BATCH_SAMPLES);
  private pending = 0;
  private readonly tally = { imported: 0, duplicates: 0, noRoom: 0, future: 0, expired: 0, suspicious: 0 };

  constructor(options: ImportOptions) {
    this.options = options;
  }

  async take(text: string, firstLine: number): Promise<void> {
    const parser = new ExpositionParser(text);
    try {
      for (let entry = parser.next(); entry !== 'end'; entry = parser.next()) {
        if (entry === 'sample') this.takeSample(parser);
        else this.learn(parser, entry);
        if (this.pending === BATCH_SAMPLES) await this.flush();
      }
    } catch (error) {
      if (!(error instanceof ExpositionError)) throw error;
      throw new ExpositionError(firstLine + error.line - 1, error.message.replace(/^line \d+: /, ''));
    }
  }

  private takeSample(parser: ExpositionParser): void {
    const { nowMs, retentionMs } = this.options;
    const timeMs = Number.isNaN(parser.timestampMs) ? nowMs : parser.timestampMs;
    const ref = this.seriesRef(parser);
    if (timeMs > nowMs + FUTURE_MS) {
      this.tally.future++;
      return;
    }
    if (timeMs < SUSPICIOUS_MS) this.tally.suspicious++;
    else if (timeMs < nowMs - retentionMs) this.tally.expired++;
    this.refs[this.pending] = ref;
    this.times[this.pending] = timeMs;
    this.values[this.pending] = parser.value;
    this.pending++;
  }

  private seriesRef(parser: ExpositionParser): number {
    let ref = this.seriesRefs.get(parser.seriesText);
    if (ref === undefined) {
      ref = this.options.store.seriesRef(this.labelsOf(parser));
      // A slice of the text would keep all of it in memory: make a copy that stands on its own.
      this.seriesRefs.set(Buffer.from(parser.seriesText).toString(), ref);
    }
    return ref;
  }

  /** As a scrape would name it: bounds in their one form, no empty labels. */
  private labelsOf(parser: ExpositionParser): Labels {
    const { name, labels } = parseSeries(parser);
    const type = this.metadata.get(name.replace(/_bucket$/, ''))?.type;
    const named = labels.map(([label, value]) => {
      const isBound = (type === 'histogram' && label === 'le') || (type === 'summary' && label === 'quantile');
      return [label, isBound ? oneForm(value) : value] as const;
    });
    return Object.fromEntries([[METRIC_NAME, name], ...named.filter(([, value]) => value !== '')]);
  }

  private learn(parser: ExpositionParser, entry: 'type' | 'help' | 'unit'): void {
    const known = this.metadata.get(parser.metric) ?? { type: 'unknown', help: '', unit: '' };
    const news = entry === 'type' ? { type: parser.type } : { [entry]: parser.text };
    this.metadata.set(parser.metric, { ...known, ...news });
  }

  /** Hands what was read to the store. */
  async flush(): Promise<void> {
    const { appended, duplicates, outOfOrder, unknown } = await this.options.store.importBatch({
      refs: this.refs.subarray(0, this.pending),
      timestampsMs: this.times.subarray(0, this.pending),
      values: this.values.subarray(0, this.pending),
      stale: null,
    });
    this.pending = 0;
    this.tally.imported += appended;
    this.tally.duplicates += duplicates;
    this.tally.noRoom += outOfOrder + unknown;
    this.options.store.setMetadata(this.metadata);
  }

  counts(): ImportCounts {
    const { imported, duplicates, noRoom, future, expired, suspicious } = this.tally;
    const keptFor = formatDuration(this.options.retentionMs);
    const remarks = [
      noRoom > 0 && `${noRoom} samples were refused: the store holds as many series as it may`,
      future > 0 && `${future} samples were refused: their times lie in the future`,
      suspicious > 0 && `${suspicious} samples lie before 1973: times must be milliseconds, not seconds`,
      expired > 0 &&
        `${expired} samples are older than the ${keptFor} that samples are kept, and will go: see --retention`,
    ];
    return {
      imported,
      duplicates,
      refused: noRoom + future,
      remarks: remarks.filter((remark) => remark !== false),
    };
  }
}

function parseSeries(parser: ExpositionParser) {
  try {
    return parseSeriesText(parser.seriesText);
  } catch (error) {
    return parser.fail(reasonOf(error));
  }
}

/** Client libraries print one bound in several ways; the store knows it by its shortest form as a float. */
function oneForm(bound: string): string {
  const value = parseGoFloat(bound);
  return value === undefined ? bound : formatOpenMetricsFloat(value);
}
