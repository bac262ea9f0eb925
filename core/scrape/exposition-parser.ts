import type { MetricMetadata } from '../shared/index.ts';
import { parseGoFloat } from './go-float.ts';
import { endOfQuoted, excerpt } from './series-text.ts';

export type Entry = 'sample' | 'type' | 'help' | 'unit' | 'end';
export type ExpositionFormat = 'text' | 'openmetrics';

const textTypes: Record<string, MetricMetadata['type']> = {
  counter: 'counter',
  gauge: 'gauge',
  histogram: 'histogram',
  summary: 'summary',
  untyped: 'unknown',
};
const openMetricsTypes: Record<string, MetricMetadata['type']> = {
  counter: 'counter',
  gauge: 'gauge',
  histogram: 'histogram',
  summary: 'summary',
  unknown: 'unknown',
  info: 'info',
  stateset: 'stateset',
  gaugehistogram: 'gaugehistogram',
};

/** What is wrong with exposition text, and in which line (from 1). */
export class ExpositionError extends Error {
  readonly line: number;
  readonly reason: string;

  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`);
    this.name = 'ExpositionError';
    this.line = line;
    this.reason = reason;
  }
}

const NEWLINE = 10;
const isSpace = (code: number): boolean => code === 32 || code === 9;

/**
 * Reads exposition text entry by entry: Prometheus's text format 0.0.4 or OpenMetrics 1.0. `next` moves to the next
 * entry and says what it is; the fields then hold it. The series is left as text: a scraper that has met the same text
 * before need not parse it again (`parseSeriesText` does).
 *
 * Throws `ExpositionError` with the line number. Values are as Go's ParseFloat reads them.
 */
export class ExpositionParser {
  /** Of a 'sample': the series as written, its value, and its time in Unix ms, NaN when the line has none. */
  seriesText = '';
  value = 0;
  timestampMs = NaN;
  /** Of a 'type', 'help' or 'unit': the metric and what is said of it. */
  metric = '';
  type: MetricMetadata['type'] = 'unknown';
  text = '';

  private readonly source: string;
  private readonly openMetrics: boolean;
  private at = 0;
  private entryFrom = 0;
  private ended = false;

  constructor(source: string, format: ExpositionFormat = 'text') {
    this.source = source;
    this.openMetrics = format === 'openmetrics';
  }

  next(): Entry {
    const { source } = this;
    for (;;) {
      this.skipSpace();
      if (this.at >= source.length) {
        if (this.openMetrics && !this.ended) this.fail('the text ends without "# EOF": it was cut off');
        return 'end';
      }
      this.entryFrom = this.at;
      const code = source.charCodeAt(this.at);
      if (this.ended) this.fail('there is more after "# EOF"');
      if (code === NEWLINE) this.at++;
      else if (code === 35) {
        const entry = this.readComment();
        if (entry) return entry;
      } else {
        this.readSample();
        return 'sample';
      }
    }
  }

  private readComment(): Entry | null {
    const { source } = this;
    let end = source.indexOf('\n', this.at);
    if (end < 0) end = source.length;
    const line = source.slice(this.at, end);
    if (this.openMetrics && line === '# EOF') {
      this.ended = true;
      this.at = end + 1;
      return null;
    }
    const found =
      /^#[ \t]+(HELP|TYPE|UNIT)[ \t]+(?:([a-zA-Z_:][a-zA-Z0-9_:]*)|"((?:\\.|[^\\"])*)")(?:[ \t]+(.*))?$/.exec(line);
    if (!found || (found[1] === 'UNIT' && !this.openMetrics)) {
      this.at = end + 1;
      return null;
    }
    const [, keyword, name, quotedName, text = ''] = found;
    this.metric = name ?? quotedName!.replace(/\\(.)/g, '$1');
    this.text = text;
    if (keyword === 'TYPE') {
      const type = (this.openMetrics ? openMetricsTypes : textTypes)[text.trimEnd()];
      if (!type) this.fail(`${this.metric} cannot have the type ${JSON.stringify(text)}`);
      this.type = type;
    } else if (keyword === 'HELP') {
      this.text = text.includes('\\') ? text.replace(/\\([\\n"])/g, (_, c: string) => (c === 'n' ? '\n' : c)) : text;
    }
    this.at = end + 1;
    return keyword === 'TYPE' ? 'type' : keyword === 'HELP' ? 'help' : 'unit';
  }

  private readSample(): void {
    const { source } = this;
    const from = this.at;
    const end = this.endOfSeries(from);
    this.seriesText = source.slice(from, end);
    this.at = end;
    this.skipSpace();
    const valueText = this.token();
    const value = parseGoFloat(valueText);
    if (value === undefined)
      this.fail(`expected a value after the series, found ${excerpt(source, this.at - valueText.length)}`);
    this.value = value;
    this.timestampMs = NaN;
    this.skipSpace();
    if (!this.atLineEnd() && source.charCodeAt(this.at) !== 35) {
      const timeText = this.token();
      this.timestampMs = this.parseTime(timeText);
      this.skipSpace();
    }
    if (this.openMetrics && source.charCodeAt(this.at) === 35) this.skipExemplar();
    if (!this.atLineEnd()) this.fail(`unexpected ${excerpt(source, this.at)} at the end of the line`);
    this.at++;
  }

  /** Past the name and its braces, wherever quotes may hide a closing one. */
  private endOfSeries(from: number): number {
    const { source } = this;
    let at = from;
    let code = source.charCodeAt(at);
    while (code !== 0x7b && !isSpace(code) && code !== NEWLINE && at < source.length) code = source.charCodeAt(++at);
    const nameEnd = at;
    while (isSpace(code)) code = source.charCodeAt(++at);
    if (code !== 0x7b) return nameEnd;
    for (;;) {
      code = source.charCodeAt(++at);
      if (code === 0x7d) return at + 1;
      if (code === 0x22) {
        at = endOfQuoted(source, at) - 1;
        if (at < 0) this.fail('a quote is never closed');
      } else if (code === NEWLINE || at >= source.length) this.fail('a brace is never closed');
    }
  }

  private parseTime(text: string): number {
    if (this.openMetrics) {
      const seconds = parseGoFloat(text);
      if (seconds !== undefined && Number.isFinite(seconds)) return Math.round(seconds * 1000);
      return this.fail(`expected a time in seconds, found ${JSON.stringify(text)}`);
    }
    const timeMs = /^-?\d+$/.test(text) ? Number(text) : NaN;
    if (Number.isSafeInteger(timeMs)) return timeMs;
    return this.fail(`expected a time in whole milliseconds, found ${JSON.stringify(text)}`);
  }

  /** Exemplars are read past: this store does not keep them. */
  private skipExemplar(): void {
    const { source } = this;
    const brace = source.indexOf('{', this.at);
    let end = source.indexOf('\n', this.at);
    if (end < 0) end = source.length;
    if (brace < 0 || brace > end) this.fail('an exemplar has no labels in braces');
    const after = this.endOfSeries(brace);
    end = source.indexOf('\n', after);
    this.at = end < 0 ? source.length : end;
  }

  private token(): string {
    const { source } = this;
    const from = this.at;
    let at = from;
    for (let code = source.charCodeAt(at); at < source.length && !isSpace(code) && code !== NEWLINE;) {
      code = source.charCodeAt(++at);
    }
    this.at = at;
    return source.slice(from, at);
  }

  private skipSpace(): void {
    while (isSpace(this.source.charCodeAt(this.at))) this.at++;
  }

  private atLineEnd(): boolean {
    return this.at >= this.source.length || this.source.charCodeAt(this.at) === NEWLINE;
  }

  /** Throws with the number of the line where the last entry starts. */
  fail(reason: string): never {
    let line = 1;
    for (let at = this.source.indexOf('\n'); at >= 0 && at < this.entryFrom; at = this.source.indexOf('\n', at + 1))
      line++;
    throw new ExpositionError(line, reason);
  }
}
