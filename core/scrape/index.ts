export type { Appender, ScrapeBatch } from './appender.ts';
export { ExpositionError, ExpositionParser, type ExpositionFormat } from './exposition-parser.ts';
export { formatOpenMetricsFloat, parseGoFloat } from './go-float.ts';
export { createScraper, type Scraper, type ScraperOptions } from './scraper.ts';
export { parseSeriesText, type ParsedSeries } from './series-text.ts';
export type { TargetConfig, TargetStatus } from './target.ts';
