import type { Labels } from '../shared/index.ts';

export interface Sample {
  labels: Labels;
  value: number;
}

/** All samples of one metric name, in base units (seconds, bytes). */
export interface MetricFamily {
  name: string;
  type: 'counter' | 'gauge' | 'untyped';
  help: string;
  samples: readonly Sample[];
}

/** Content type of what `formatFamilies` writes. */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** A metric with a single series and no labels. */
export const single = (name: string, type: MetricFamily['type'], help: string, value: number): MetricFamily => ({
  name,
  type,
  help,
  samples: [{ labels: {}, value }],
});

/** Prometheus's text format 0.0.4. Families without samples are left out. */
export function formatFamilies(families: Iterable<MetricFamily>): string {
  let text = '';
  for (const { name, type, help, samples } of families) {
    if (samples.length === 0) continue;
    text += `# HELP ${name} ${help.replace(/[\\\n]/g, escape)}\n# TYPE ${name} ${type}\n`;
    for (const { labels, value } of samples) text += `${name}${formatLabels(labels)} ${formatValue(value)}\n`;
  }
  return text;
}

function formatLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/[\\\n"]/g, escape)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escape = (character: string): string => (character === '\n' ? '\\n' : `\\${character}`);

function formatValue(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}
