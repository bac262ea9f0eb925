import { isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { z } from 'zod';
import { CodedError } from '../shared/index.ts';
import { passOver } from './passed-over.ts';
import { RelabelRule } from './relabel.ts';
import { blankOr, duration, integer, size, truth } from './yaml-text.ts';

const labels = blankOr(z.record(z.string(), z.string()).default({}));
export const TargetGroup = z.strictObject({ targets: blankOr(z.array(z.string()).default([])), labels });
export type TargetGroup = z.infer<typeof TargetGroup>;

const ScrapeJob = z.strictObject({
  job_name: z.string().min(1),
  scrape_interval: duration.optional(),
  scrape_timeout: duration.optional(),
  metrics_path: z.string().default('/metrics'),
  scheme: z.enum(['http', 'https']).default('http'),
  params: blankOr(z.record(z.string(), z.array(z.string())).default({})),
  honor_labels: truth.default(false),
  honor_timestamps: truth.default(true),
  track_timestamps_staleness: truth.default(false),
  sample_limit: integer.default(0),
  body_size_limit: size.default(0),
  basic_auth: z
    .strictObject({ username: z.string(), password: z.string().optional(), password_file: z.string().optional() })
    .optional(),
  authorization: z
    .strictObject({
      type: z.string().default('Bearer'),
      credentials: z.string().optional(),
      credentials_file: z.string().optional(),
    })
    .optional(),
  static_configs: blankOr(z.array(TargetGroup).default([])),
  file_sd_configs: blankOr(
    z
      .array(z.strictObject({ files: z.array(z.string()).min(1), refresh_interval: duration.default(300_000) }))
      .default([]),
  ),
  relabel_configs: blankOr(z.array(RelabelRule).default([])),
  metric_relabel_configs: blankOr(z.array(RelabelRule).default([])),
});
export type ScrapeJob = z.infer<typeof ScrapeJob>;

const ScrapeConfig = z.strictObject({
  global: blankOr(
    z
      .strictObject({ scrape_interval: duration.default(60_000), scrape_timeout: duration.default(10_000) })
      .prefault({}),
  ),
  scrape_configs: blankOr(z.array(ScrapeJob).default([])),
});
export type ScrapeConfig = z.infer<typeof ScrapeConfig>;

export interface ParsedScrapeConfig {
  config: ScrapeConfig;
  /** What the file asks for and Telltale does not do, as sentences. */
  notices: string[];
  /** The file's text without passwords and the like. */
  redacted: string;
}

/**
 * Reads a configuration file in Prometheus's format, as far as scraping goes. Throws `bad_request` with the line where
 * the text is no YAML or Prometheus would not take it.
 */
export function parseScrapeConfig(text: string): ParsedScrapeConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe' });
  const [fault] = document.errors;
  if (fault) refuse(lines.linePos(fault.pos[0]).line, fault.message.split('\n')[0]!);
  const source: unknown = document.toJS() || {};
  const notices = passOver(source);
  const parsed = ScrapeConfig.safeParse(source);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    refuse(lineOf(document, lines, path), `${path.join('.')}: ${message}`);
  }
  const { data } = parsed;
  const names = data.scrape_configs.map((job) => job.job_name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw invalid(`the job name ${JSON.stringify(twice)} is given twice`);
  for (const job of data.scrape_configs) checkJob(job, data.global.scrape_interval);
  return { config: data, notices, redacted: redact(text) };
}

/** What a job lacks is taken from `global`; the time-out is never more than the interval. */
export function timingOf(job: ScrapeJob, { global }: ScrapeConfig): { intervalMs: number; timeoutMs: number } {
  const intervalMs = job.scrape_interval ?? global.scrape_interval;
  return { intervalMs, timeoutMs: job.scrape_timeout ?? Math.min(global.scrape_timeout, intervalMs) };
}

function checkJob(job: ScrapeJob, globalIntervalMs: number): void {
  const where = `the job ${JSON.stringify(job.job_name)}`;
  const intervalMs = job.scrape_interval ?? globalIntervalMs;
  if ((job.scrape_timeout ?? 0) > intervalMs)
    throw invalid(`the scrape_timeout of ${where} is more than its scrape_interval`);
  if (job.basic_auth && job.authorization) throw invalid(`${where} may have basic_auth or authorization, not both`);
}

/** Line of the innermost part of a path that the file has. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

const secrets = /^(password|credentials|bearer_token|client_secret)$/;

/** The text with every secret in it replaced, as Prometheus shows its configuration. */
function redact(text: string): string {
  const document = parseDocument(text);
  visit(document, {
    Pair(_, { key, value }) {
      if (isScalar(key) && secrets.test(String(key.value)) && isScalar(value)) value.value = '<secret>';
    },
  });
  return document.contents === null ? '' : document.toString();
}

const invalid = (reason: string) =>
  new CodedError('bad_request', { reason: `The scrape configuration is not valid: ${reason}.` });

function refuse(line: number, reason: string): never {
  throw invalid(`line ${line}: ${reason}`);
}
