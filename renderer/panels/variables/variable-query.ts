import { METRIC_NAME, type Labels } from '../../../core/shared/index.ts';

/** Answers a PromQL query at the end of the range: labels and values. */
export type AskInstant = (expr: string) => Promise<readonly { labels: Labels; value: number }[]>;

const labelValues = /^\s*label_values\s*\(\s*(?:(?<selector>.+?)\s*,\s*)?(?<label>[a-zA-Z_]\w*)\s*\)\s*$/s;
const labelNames = /^\s*label_names\s*\(\s*(?<pattern>.*?)\s*\)\s*$/s;
const metrics = /^\s*metrics\s*\(\s*(?<pattern>.*?)\s*\)\s*$/s;
const queryResult = /^\s*query_result\s*\(\s*(?<expr>.+)\s*\)\s*$/s;

/** Longer ranges are looked at from their end: reading every sample of a month for a list of names would take too long. */
const longestLookMs = 6 * 3_600_000;

/**
 * The answers to one of Grafana's variable queries for Prometheus: `label_values(selector, label)`, `label_names()`,
 * `metrics(pattern)`, `query_result(expr)`, or a selector, whose series are the answer. All are asked as PromQL over the
 * range that ends now.
 */
export async function askVariable(query: string, rangeMs: number, ask: AskInstant): Promise<string[]> {
  const look = `[${Math.max(60, Math.round(Math.min(rangeMs, longestLookMs) / 1000))}s]`;
  const within = (selector: string) => `last_over_time(${selector}${look})`;
  const values = labelValues.exec(query)?.groups;
  if (values) {
    const label = values['label']!;
    const selector = values['selector'] ?? `{${label}!=""}`;
    // A metric's name does not outlive a function; the selector itself has it.
    const source = label === METRIC_NAME ? selector : within(selector);
    const answer = await ask(`count by (${label}) (${source})`);
    return unique(answer.map(({ labels }) => labels[label] ?? ''));
  }
  const names = labelNames.exec(query)?.groups;
  if (names) {
    const answer = await ask(`{__name__=~".+"}`);
    const fits = patternOf(names['pattern']!);
    return unique(answer.flatMap(({ labels }) => Object.keys(labels))).filter(fits);
  }
  const listed = metrics.exec(query)?.groups;
  if (listed) {
    const answer = await ask(`count by (__name__) ({__name__=~".+"})`);
    return unique(answer.map(({ labels }) => labels[METRIC_NAME] ?? '')).filter(patternOf(listed['pattern']!));
  }
  const result = queryResult.exec(query)?.groups;
  const answer = await ask(result ? result['expr']! : query);
  return unique(answer.map(({ labels, value }) => (result ? `${seriesText(labels)} ${value}` : seriesText(labels))));
}

const unique = (texts: readonly string[]) => [...new Set(texts)].filter((text) => text !== '');

function patternOf(pattern: string): (text: string) => boolean {
  try {
    const expression = new RegExp(pattern);
    return (text) => expression.test(text);
  } catch {
    return () => false;
  }
}

function seriesText({ [METRIC_NAME]: metric = '', ...labels }: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${metric}{${pairs.join(',')}}`;
}
