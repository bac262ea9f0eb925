import { CodedError, type Labels } from '../shared/index.ts';
import { BatchBuilder, type Appender, type ScrapeBatch } from './appender.ts';
import { ExpositionMetadata } from './exposition-metadata.ts';
import { ExpositionError, ExpositionParser, type ExpositionFormat } from './exposition-parser.ts';

/** Where imported samples go, whatever their age; the store is one. */
export interface SampleImporter extends Pick<Appender, 'seriesRef' | 'setMetadata'> {
  /** The batch must not change until this resolves. */
  importBatch(batch: ScrapeBatch): Promise<ReturnType<Appender['append']>>;
}

export interface ImportOptions {
  /** For lines without a time. */
  nowMs: number;
  format?: ExpositionFormat;
}

/** What became of the samples; the last three add up to the first. */
export interface ImportReport {
  samples: number;
  imported: number;
  /** The series had a sample at that time already. */
  duplicates: number;
  /** The store holds as many series as it may, or refused the time. */
  refused: number;
}

/** Text is parsed in pieces of about this size, each a batch. */
const PIECE_CHARS = 512 * 1024;
const MAX_LINE_CHARS = 1024 * 1024;
/** Series remembered by their text. */
const MAX_REMEMBERED = 200_000;

/**
 * Imports exposition text of any length as it streams in: lines with times of their own, of any age, in any order. Line
 * breaks in label values must be escaped. Throws `bad_request` with the line that cannot be read; what came before it
 * is imported then.
 */
export async function importExposition(
  body: AsyncIterable<Uint8Array>,
  importer: SampleImporter,
  { nowMs, format = 'text' }: ImportOptions,
): Promise<ImportReport> {
  const report = { samples: 0, imported: 0, duplicates: 0, refused: 0 };
  const metadata = new ExpositionMetadata();
  const refs = new Map<string, number>();
  const batch = new BatchBuilder();
  let linesBefore = 0;

  function refOf(parser: ExpositionParser): number {
    const known = refs.get(parser.seriesText);
    if (known !== undefined) return known;
    const { name, labels } = metadata.seriesOf(parser);
    const all: Labels = Object.fromEntries([['__name__', name], ...labels]);
    const ref = importer.seriesRef(all);
    if (refs.size >= MAX_REMEMBERED) refs.clear();
    refs.set(Buffer.from(parser.seriesText).toString(), ref);
    return ref;
  }

  function parse(piece: string): void {
    const parser = new ExpositionParser(piece, format, true);
    for (let entry = parser.next(); entry !== 'end'; entry = parser.next()) {
      if (entry !== 'sample') metadata.learn(parser, entry);
      else batch.add(refOf(parser), Number.isNaN(parser.timestampMs) ? nowMs : parser.timestampMs, parser.value, false);
    }
  }

  async function take(piece: string): Promise<void> {
    batch.reset();
    let fault: ExpositionError | null = null;
    try {
      parse(piece);
    } catch (error) {
      if (!(error instanceof ExpositionError)) throw error;
      fault = error;
    }
    const result = await importer.importBatch(batch.finish());
    report.samples += batch.length;
    report.imported += result.appended;
    report.duplicates += result.duplicates;
    report.refused += result.outOfOrder + result.unknown;
    if (fault) {
      const line = linesBefore + fault.line;
      throw invalid(`line ${line}: ${fault.reason}. The ${report.samples} samples before it were taken.`);
    }
    for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) linesBefore++;
  }

  let rest = '';
  for await (const text of decoded(body)) {
    rest += text;
    if (rest.length < PIECE_CHARS) continue;
    const end = rest.lastIndexOf('\n') + 1;
    if (end === 0 && rest.length > MAX_LINE_CHARS)
      throw invalid(`line ${linesBefore + 1} is longer than ${MAX_LINE_CHARS} characters`);
    await take(rest.slice(0, end));
    rest = rest.slice(end);
  }
  await take(rest);
  importer.setMetadata(metadata.all());
  return report;
}

async function* decoded(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return utf8.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw invalid('it is not UTF-8 text');
    }
  };
  for await (const bytes of body) yield decode(bytes);
  yield decode();
}

const invalid = (reason: string) => new CodedError('bad_request', { reason: `The text cannot be imported: ${reason}` });
