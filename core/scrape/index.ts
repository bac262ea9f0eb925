export type { Appender, ScrapeBatch } from './appender.ts';
export { ExpositionMetadata } from './exposition-metadata.ts';
export { ExpositionError, ExpositionParser, type ExpositionFormat } from './exposition-parser.ts';
export { formatOpenMetricsFloat, parseGoFloat } from './go-float.ts';
export { createScrapeConfigFile, type ScrapeConfigFile, type ScrapeConfigFileOptions } from './scrape-config-file.ts';
export { createScraper, type Scraper, type ScraperOptions } from './scraper.ts';
export { parseSeriesText, type ParsedSeries } from './series-text.ts';
export type { DroppedTarget, Target, TargetConfig, TargetStatus } from './target.ts';
