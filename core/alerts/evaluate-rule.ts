import { METRIC_NAME, type Labels } from '../shared/index.ts';
import type { CompiledAlert, CompiledRecording } from './compile-rule.ts';
import { type FoundAlert, labelKey, withoutEmpty } from './machine/alert.ts';
import { type AlertTemplate, expandAlertTemplate, QuerySample, type TemplateWorld } from './template/index.ts';

export interface VectorElement {
  labels: Labels;
  value: number;
}

/** Evaluates PromQL at a time as a rule wants it: a scalar is a vector of one element without labels. */
export type QueryVector = (expr: string, atMs: number) => Promise<readonly VectorElement[]>;

/** What labels and annotations may speak of besides the element itself. */
export interface RuleWorld {
  query: QueryVector;
  /** Address of the console. */
  externalUrl(): string;
  externalLabels: Labels;
}

/** A rule that cannot be evaluated on the data there is. */
const failed = (reason: string): Error => new Error(reason);

/**
 * What each element of an alert's result becomes, by `labelKey`. Identity is what remains after the templates: two
 * elements with the same labels then are an error, as in Prometheus.
 */
export async function toFoundAlerts(
  rule: CompiledAlert,
  elements: readonly VectorElement[],
  atMs: number,
  world: RuleWorld,
): Promise<Map<string, FoundAlert>> {
  const found = new Map<string, FoundAlert>();
  const templateWorld = worldAt(atMs, world);
  for (const { labels, value } of elements) {
    const data = { labels, value, externalLabels: world.externalLabels };
    const expand = async (templates: CompiledAlert['labelTemplates']) => {
      const pairs: [string, string][] = [];
      for (const [name, template] of templates) pairs.push([name, await fill(template)]);
      return pairs;
    };
    const fill = (template: AlertTemplate) => expandAlertTemplate(template, data, templateWorld);
    const { [METRIC_NAME]: _, ...own } = labels;
    const all = { ...own, ...Object.fromEntries(await expand(rule.labelTemplates)), alertname: rule.name };
    const identity = withoutEmpty(all);
    const key = labelKey(identity);
    if (found.has(key)) throw failed('vector contains metrics with the same labelset after applying alert labels');
    found.set(key, {
      labels: identity,
      annotations: Object.fromEntries(await expand(rule.annotationTemplates)),
      value,
    });
  }
  return found;
}

/** The series of a recording rule. */
export function toRecorded(rule: CompiledRecording, elements: readonly VectorElement[]): VectorElement[] {
  const seen = new Set<string>();
  return elements.map(({ labels, value }) => {
    const recorded = withoutEmpty({ ...labels, [METRIC_NAME]: rule.name, ...rule.labels });
    const key = labelKey(recorded);
    if (seen.has(key)) throw failed('vector contains metrics with the same labelset after applying rule labels');
    seen.add(key);
    return { labels: recorded, value };
  });
}

/** Throws when a group's `limit` is exceeded. */
export function requireWithin(limit: number, count: number, what: 'alerts' | 'series'): void {
  if (limit > 0 && count > limit) throw failed(`exceeded limit of ${limit} with ${count} ${what}`);
}

const worldAt = (atMs: number, { query, externalUrl }: RuleWorld): TemplateWorld => ({
  query: async (expr) => (await query(expr, atMs)).map(({ labels, value }) => new QuerySample(labels, value)),
  nowMs: atMs,
  externalUrl: externalUrl(),
});
