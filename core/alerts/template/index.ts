import type { Labels } from '../../shared/index.ts';
import type { Template } from './ast.ts';
import { executeTemplate } from './execute.ts';
import { isFunction, type TemplateWorld } from './functions.ts';
import { parseTemplate } from './parse.ts';
import { QuerySample, TemplateData, TemplateError, toGoMap } from './values.ts';

export { QuerySample, TemplateError, type TemplateWorld };

/** What Prometheus puts before every template of a rule, so that `$labels` and `$value` are known. */
const prelude =
  '{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}';

export interface AlertTemplate {
  /** The text as it is, when there is nothing to fill in. */
  text: string | null;
  name: string;
  parsed: Template | null;
}

/** What one element of the expression's result puts into the templates of its rule. */
export interface AlertData {
  /** With the metric's name. */
  labels: Labels;
  value: number;
  externalLabels: Labels;
}

/** Reads a label or annotation of the alert `alert`. Throws `TemplateError` for what Prometheus would refuse. */
export function parseAlertTemplate(alert: string, text: string): AlertTemplate {
  const name = `__alert_${alert}`;
  if (!text.includes('{{')) return { text, name, parsed: null };
  return { text: null, name, parsed: parseTemplate(name, prelude + text, isFunction) };
}

/** Fills a template in. What goes wrong becomes its text, as in Prometheus: an alert is never lost to a bad annotation. */
export async function expandAlertTemplate(
  template: AlertTemplate,
  data: AlertData,
  world: TemplateWorld,
): Promise<string> {
  if (template.parsed === null) return template.text ?? '';
  const fields = {
    Labels: toGoMap(data.labels),
    ExternalLabels: toGoMap(data.externalLabels),
    ExternalURL: world.externalUrl,
    Value: data.value,
  };
  try {
    return await executeTemplate(template.name, template.parsed, new TemplateData(fields), world);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return `<error expanding template: ${error.message}>`;
  }
}
