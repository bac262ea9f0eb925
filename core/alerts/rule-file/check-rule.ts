import { parseQuery } from '../../promql/index.ts';
import { METRIC_NAME, parseDuration, reasonOf, type Rule } from '../../shared/index.ts';
import { parseAlertTemplate } from '../template/index.ts';

export interface RuleComplaint {
  /** Where in the rule, as keys: `['labels', 'severity']`. */
  path: readonly string[];
  reason: string;
}

/** What Prometheus would refuse about a rule whose shape is right. */
export function checkRule(rule: Rule): RuleComplaint[] {
  const found: RuleComplaint[] = [];
  const complain = (path: readonly string[], reason: string) => found.push({ path, reason });
  const { alert = '', record = '' } = rule;

  if (alert !== '' && record !== '') complain(['record'], 'a rule has one of "record" and "alert", not both');
  if (alert === '' && record === '')
    complain([], 'a rule needs a name: "alert" for an alert, "record" for a new series');
  const syntax = faultOf(rule.expr);
  if (syntax !== null) complain(['expr'], syntax);

  if (record !== '') {
    if (Object.keys(rule.annotations ?? {}).length > 0)
      complain(['annotations'], 'annotations belong to alerts; a recording rule has none');
    for (const key of ['for', 'keep_firing_for'] as const) {
      if (parseDuration(rule[key] ?? '0') !== 0)
        complain([key], `"${key}" belongs to alerts; a recording rule has none`);
    }
    if (/[{}]/.test(record) || !record.isWellFormed())
      complain(['record'], `${JSON.stringify(record)} is no name for a series; should a part of it be in "expr"?`);
  }
  complaintsOfPairs(rule, complain);
  return found;
}

type Complain = (path: readonly string[], reason: string) => void;

function complaintsOfPairs({ alert = '', labels = {}, annotations = {} }: Rule, complain: Complain): void {
  checkLabels(labels, complain);
  for (const name of Object.keys(annotations)) {
    if (name === '') complain(['annotations'], 'an annotation needs a name');
  }
  if (alert === '') return;
  for (const [part, pairs] of [
    ['labels', labels],
    ['annotations', annotations],
  ] as const) {
    for (const [name, text] of Object.entries(pairs)) {
      try {
        parseAlertTemplate(alert, text);
      } catch (error) {
        complain([part, name], reasonOf(error));
      }
    }
  }
}

/** Of a rule or of a whole group. */
export function checkLabels(labels: Readonly<Record<string, string>>, complain: Complain): void {
  for (const [name, value] of Object.entries(labels)) {
    if (name === '' || name === METRIC_NAME || !name.isWellFormed())
      complain(['labels', name], `${JSON.stringify(name)} is no name for a label`);
    if (!value.isWellFormed()) complain(['labels', name], 'the value is not valid text');
  }
}

function faultOf(expr: string): string | null {
  if (expr.trim() === '') return 'an expression is needed, in PromQL';
  try {
    parseQuery(expr);
    return null;
  } catch (error) {
    return `the expression cannot be read: ${reasonOf(error)}`;
  }
}
