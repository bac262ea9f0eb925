import { createHash } from 'node:crypto';
import { z } from 'zod';
import { compileRegex, reasonOf, type Regex } from '../shared/index.ts';
import { blankOr, integer } from './yaml-text.ts';

const actions = [
  'replace',
  'keep',
  'drop',
  'keepequal',
  'dropequal',
  'hashmod',
  'labelmap',
  'labeldrop',
  'labelkeep',
  'lowercase',
  'uppercase',
] as const;

const regex = z.string().superRefine((source, context) => {
  try {
    compileRegex(source);
  } catch (error) {
    context.addIssue({ code: 'custom', message: reasonOf(error) });
  }
});

/** One step of `relabel_configs` or `metric_relabel_configs`, in Prometheus's words and with its defaults. */
export const RelabelRule = z
  .strictObject({
    source_labels: blankOr(z.array(z.string()).default([])),
    separator: z.string().default(';'),
    regex: regex.default('(.*)'),
    modulus: integer.optional(),
    target_label: z.string().default(''),
    replacement: z.string().default('$1'),
    action: z.string().toLowerCase().pipe(z.enum(actions)).default('replace'),
  })
  .superRefine(({ action, modulus, target_label: target }, context) => {
    const needsTarget = ['replace', 'hashmod', 'lowercase', 'uppercase', 'keepequal', 'dropequal'].includes(action);
    if (needsTarget && target === '') context.addIssue({ code: 'custom', message: `${action} needs a target_label` });
    if (action === 'hashmod' && modulus === undefined) {
      context.addIssue({ code: 'custom', message: 'hashmod needs a modulus' });
    }
  });
export type RelabelRule = z.infer<typeof RelabelRule>;

/** Changes labels in place; false when what they belong to is to be dropped. An empty value is no label. */
export type Relabel = (labels: Map<string, string>) => boolean;

/** Rules as one function, which runs them in order and stops at the first that drops. */
export function compileRelabel(rules: readonly RelabelRule[]): Relabel {
  const steps = rules.map(compileRule);
  return (labels) => steps.every((step) => step(labels));
}

function compileRule(rule: RelabelRule): Relabel {
  const { action, separator, source_labels: sources, target_label: target, replacement } = rule;
  const pattern = compileRegex(rule.regex);
  const sourceOf = (labels: Map<string, string>) => sources.map((name) => labels.get(name) ?? '').join(separator);
  const always = (change: (labels: Map<string, string>) => void): Relabel => {
    return (labels) => {
      change(labels);
      return true;
    };
  };
  switch (action) {
    case 'keep':
      return (labels) => pattern.test(sourceOf(labels));
    case 'drop':
      return (labels) => !pattern.test(sourceOf(labels));
    case 'keepequal':
      return (labels) => (labels.get(target) ?? '') === sourceOf(labels);
    case 'dropequal':
      return (labels) => (labels.get(target) ?? '') !== sourceOf(labels);
    case 'lowercase':
      return always((labels) => setLabel(labels, target, sourceOf(labels).toLowerCase()));
    case 'uppercase':
      return always((labels) => setLabel(labels, target, sourceOf(labels).toUpperCase()));
    case 'hashmod':
      return always((labels) => setLabel(labels, target, hashMod(sourceOf(labels), rule.modulus!)));
    case 'labeldrop':
      return always((labels) => dropNames(labels, (name) => pattern.test(name)));
    case 'labelkeep':
      return always((labels) => dropNames(labels, (name) => !pattern.test(name)));
    case 'labelmap':
      return always((labels) => {
        // A copy: the labels change under way.
        for (const [name, value] of Array.from(labels)) {
          const groups = pattern.captures(name);
          if (groups) setLabel(labels, expand(replacement, groups, pattern), value);
        }
      });
    case 'replace':
      return always((labels) => {
        const groups = pattern.captures(sourceOf(labels));
        const name = groups && expand(target, groups, pattern);
        if (groups && name) setLabel(labels, name, expand(replacement, groups, pattern));
      });
  }
}

function setLabel(labels: Map<string, string>, name: string, value: string): void {
  if (value === '') labels.delete(name);
  else labels.set(name, value);
}

function dropNames(labels: Map<string, string>, drop: (name: string) => boolean): void {
  for (const name of labels.keys()) if (drop(name)) labels.delete(name);
}

/** The last 8 bytes of the MD5, as Prometheus takes them, so that both shard alike. */
function hashMod(text: string, modulus: number): string {
  const hash = createHash('md5').update(text).digest().readBigUInt64BE(8);
  return String(hash % BigInt(modulus));
}

/** Go's `Regexp.Expand`: $1, ${1}, $name, ${name}, and $$ for a dollar sign; a group that is not there is empty. */
function expand(template: string, groups: readonly (string | undefined)[], pattern: Regex): string {
  if (!template.includes('$')) return template;
  return template.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare;
    if (name === undefined) return '$';
    const number = /^\d+$/.test(name) ? Number(name) : pattern.groupNames.indexOf(name);
    return groups[number] ?? '';
  });
}
