export type { Appender, ScrapeBatch } from './appender.ts';
export { ExpositionError, ExpositionParser, type ExpositionFormat } from './exposition-parser.ts';
export { formatOpenMetricsFloat, parseGoFloat } from './go-float.ts';
export { importExposition, type ImportOptions, type ImportReport, type SampleImporter } from './import-exposition.ts';
export { createScrapeConfigFile, type ScrapeConfigFile, type ScrapeConfigFileOptions } from './scrape-config-file.ts';
export { createScraper, type Scraper, type ScraperOptions } from './scraper.ts';
export { parseSeriesText, type ParsedSeries } from './series-text.ts';
export type { DroppedTarget, Target, TargetConfig, TargetStatus } from './target.ts';
