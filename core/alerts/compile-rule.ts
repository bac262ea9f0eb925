import { inlineQuery, parseQuery } from '../promql/index.ts';
import { type Labels, parseDuration, type Rule, type RuleGroup } from '../shared/index.ts';
import { type AlertTemplate, parseAlertTemplate } from './template/index.ts';

interface CompiledBase {
  name: string;
  /** As it was written. */
  expr: string;
  /** In Prometheus's own style, on one line. */
  query: string;
  /** The rule's, and those of its group that it does not set itself. */
  labels: Labels;
}

export interface CompiledAlert extends CompiledBase {
  kind: 'alert';
  forMs: number;
  keepFiringForMs: number;
  annotations: Labels;
  labelTemplates: readonly (readonly [string, AlertTemplate])[];
  annotationTemplates: readonly (readonly [string, AlertTemplate])[];
}

export interface CompiledRecording extends CompiledBase {
  kind: 'record';
}

export type CompiledRule = CompiledAlert | CompiledRecording;

/** A rule that `checkRule` has nothing against, made ready to be evaluated. */
export function compileRule(rule: Rule, group: Pick<RuleGroup, 'labels'>): CompiledRule {
  const labels = { ...group.labels, ...rule.labels };
  const query = inlineQuery(parseQuery(rule.expr));
  if (rule.record) return { kind: 'record', name: rule.record, expr: rule.expr, query, labels };
  const name = rule.alert ?? '';
  const annotations = rule.annotations ?? {};
  const templates = (pairs: Labels) =>
    Object.entries(pairs).map(([key, text]) => [key, parseAlertTemplate(name, text)] as const);
  return {
    kind: 'alert',
    name,
    expr: rule.expr,
    query,
    labels,
    annotations,
    forMs: parseDuration(rule.for ?? '0') ?? 0,
    keepFiringForMs: parseDuration(rule.keep_firing_for ?? '0') ?? 0,
    labelTemplates: templates(labels),
    annotationTemplates: templates(annotations),
  };
}
