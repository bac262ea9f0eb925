import {
  panelAnnotations,
  parseDuration,
  type Rule,
  ruleName,
  type RuleChange,
} from '../../../../core/shared/index.ts';
import { newAlertKeys } from '../../../panels/index.ts';

export interface Pair {
  name: string;
  value: string;
}

/** A rule as it is typed. */
export interface RuleDraft {
  kind: 'alert' | 'record';
  name: string;
  expr: string;
  /** A query and a bound it is held to, in the place of an expression; null when the expression is written whole. */
  bound: { query: string; op: '>' | '<'; value: string } | null;
  for: string;
  keepFiringFor: string;
  labels: Pair[];
  annotations: Pair[];
}

/** Where it goes: the file and group, and the interval when the group is made. */
export interface Placement {
  file: string;
  group: string;
  interval: string;
}

/** Where rules made on the page go, unless told otherwise. */
export const usualPlacement: Placement = { file: 'alerts.yml', group: 'My alerts', interval: '15s' };

export const emptyDraft: RuleDraft = {
  kind: 'alert',
  name: '',
  expr: '',
  bound: null,
  for: '1m',
  keepFiringFor: '',
  labels: [{ name: 'severity', value: 'warning' }],
  annotations: [{ name: 'summary', value: '' }],
};

const toPairs = (record: Readonly<Record<string, string>> = {}): Pair[] =>
  Object.entries(record).map(([name, value]) => ({ name, value }));

export const draftOf = (rule: Rule): RuleDraft => ({
  kind: rule.record ? 'record' : 'alert',
  name: ruleName(rule),
  expr: rule.expr,
  bound: null,
  for: rule.for ?? '',
  keepFiringFor: rule.keep_firing_for ?? '',
  labels: toPairs(rule.labels),
  annotations: toPairs(rule.annotations),
});

/** The draft that an address asks for ("Alert when this is above…" of a panel); null when it asks for none. */
export function draftFrom(query: URLSearchParams): RuleDraft | null {
  const asked = query.get(newAlertKeys.query);
  if (asked === null) return null;
  const title = query.get(newAlertKeys.name) ?? '';
  const [dashboard, panel] = [query.get(newAlertKeys.dashboard), query.get(newAlertKeys.panel)];
  const link =
    dashboard !== null && panel !== null
      ? [
          { name: panelAnnotations.dashboard, value: dashboard },
          { name: panelAnnotations.panel, value: panel },
        ]
      : [];
  return {
    ...emptyDraft,
    name: title,
    bound: { query: asked, op: '>', value: '' },
    annotations: [{ name: 'summary', value: `${title}: {{ $value | printf "%.4g" }}` }, ...link],
  };
}

/** The expression that is evaluated. */
export function exprOf({ expr, bound }: RuleDraft): string {
  if (bound === null) return expr;
  // Comparisons and set operators would otherwise take the bound for their own.
  const isLoose = /[<>=]=?|!=|\b(and|or|unless)\b/i.test(bound.query.replace(/\{[^}]*\}|"[^"]*"/g, ''));
  const query = bound.query.trim();
  return `${isLoose ? `(${query})` : query} ${bound.op} ${bound.value.trim()}`;
}

export type Faults = Partial<
  Record<'name' | 'expr' | 'bound' | 'for' | 'keepFiringFor' | 'labels' | 'annotations', string>
>;

/** What can be said about a draft without asking the monitor, which has the last word. */
export function checkDraft(draft: RuleDraft): { rule: Rule; faults: null } | { rule: null; faults: Faults } {
  const faults: Faults = {};
  if (draft.name.trim() === '') faults.name = 'A name is needed.';
  if (draft.bound === null && draft.expr.trim() === '') faults.expr = 'An expression is needed, in PromQL.';
  if (draft.bound !== null && !isNumber(draft.bound.value)) faults.bound = 'A number is needed.';
  for (const key of ['for', 'keepFiringFor'] as const) {
    const text = draft[key].trim();
    if (text !== '' && parseDuration(text) === null) faults[key] = 'Write a duration such as 30s, 1m or 1m30s.';
  }
  for (const key of ['labels', 'annotations'] as const) {
    const names = draft[key].filter(({ value, name }) => value !== '' || name !== '').map(({ name }) => name.trim());
    if (names.includes('')) faults[key] = 'Each needs a name.';
    else if (new Set(names).size < names.length) faults[key] = 'Each name may be there once.';
  }
  if (Object.keys(faults).length > 0) return { rule: null, faults };
  return { rule: toRule(draft), faults: null };
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

function toRule(draft: RuleDraft): Rule {
  const record = (pairs: readonly Pair[]) => {
    const kept = pairs.filter(({ name, value }) => name.trim() !== '' && value !== '');
    return kept.length > 0 ? Object.fromEntries(kept.map(({ name, value }) => [name.trim(), value])) : undefined;
  };
  const expr = exprOf(draft).trim();
  const name = draft.name.trim();
  if (draft.kind === 'record') return { record: name, expr, labels: record(draft.labels) };
  const duration = (text: string) => (text.trim() === '' ? undefined : text.trim());
  return {
    alert: name,
    expr,
    for: duration(draft.for),
    keep_firing_for: duration(draft.keepFiringFor),
    labels: record(draft.labels),
    annotations: record(draft.annotations),
  };
}

/** The request that saves it. `old`: the rule it takes the place of. */
export const changeOf = (
  rule: Rule,
  { file, group, interval }: Placement,
  old: { index: number; name: string } | null,
): RuleChange => ({ file: file.trim(), group: group.trim(), interval, replaces: old, rule });
