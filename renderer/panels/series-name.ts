import { type Labels, METRIC_NAME } from '../../core/shared/index.ts';

const template = /\{\{\s*(.+?)\s*\}\}/g;

/** Labels in Prometheus's own notation, sorted, without the metric's name. */
const braces = (labels: Labels, only?: ReadonlySet<string>): string => {
  const pairs = Object.entries(labels)
    .filter(([name]) => name !== METRIC_NAME && (!only || only.has(name)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length > 0 ? `{${pairs.join(', ')}}` : '';
};

export interface Unnamed {
  labels: Labels;
  legendFormat: string | undefined;
  expr: string;
}

/**
 * The names of all series of a panel, by Grafana's rules: a template is filled in; no template gives the full metric;
 * `__auto` gives what tells the series apart; without any label the expression is the name. Doubles get a number.
 */
export function seriesNames(series: readonly Unnamed[]): string[] {
  const telling = tellingLabels(series.filter(({ legendFormat }) => legendFormat === '__auto').map((s) => s.labels));
  const names = series.map(({ labels, legendFormat, expr }) => {
    const full = `${labels[METRIC_NAME] ?? ''}${braces(labels)}`;
    if (!legendFormat) return full || expr;
    if (legendFormat === '__auto') return autoName(labels, telling) || full || expr;
    const filled = legendFormat.replace(template, (_, name: string) => labels[name] ?? '');
    return filled === '{}' || filled.trim() === '' ? full || expr : filled;
  });
  return numbered(names);
}

/** One label key in all series: its value says it. Several: those whose values differ. */
function autoName(labels: Labels, { keys, differing }: ReturnType<typeof tellingLabels>): string {
  if (keys.size === 1) return labels[[...keys][0]!] ?? '';
  return braces(labels, differing.size > 0 ? differing : undefined);
}

function tellingLabels(all: readonly Labels[]): { keys: Set<string>; differing: Set<string> } {
  const keys = new Set(all.flatMap((labels) => Object.keys(labels)).filter((name) => name !== METRIC_NAME));
  const differing = new Set([...keys].filter((name) => new Set(all.map((labels) => labels[name] ?? '')).size > 1));
  return { keys, differing };
}

function numbered(names: readonly string[]): string[] {
  const total = Map.groupBy(names, (name) => name);
  const seen = new Map<string, number>();
  return names.map((name) => {
    if (total.get(name)!.length === 1) return name;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return `${name} ${count}`;
  });
}
