import { type Document, isMap, isSeq, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Rule, RuleGroup } from '../../shared/index.ts';
import { parseRules } from './read-rule-file.ts';

/** A rule, by its place in its group and the name it is expected to have there. */
export interface RulePlace {
  index: number;
  name: string;
}

/** What was to be changed is not where it was expected. */
export class RuleGone extends Error {
  readonly what: string;

  constructor(what: string) {
    super(`there is no ${what}`);
    this.name = 'RuleGone';
    this.what = what;
  }
}

/**
 * Changes a text that is a rule file, leaving what is not concerned as it was written, comments too. All throw `RuleGone`
 * where the text does not hold what is to be changed; that the result is a rule file is for the caller to check.
 */
export const editRuleFile = {
  /** Puts a rule in the place of another, or at the end of the group, which is made where there is none. */
  putRule(text: string, group: Pick<RuleGroup, 'name' | 'interval'>, replaces: RulePlace | null, rule: Rule): string {
    return edit(text, (document) => {
      const found = findGroup(document, group.name);
      if (found === null) {
        if (replaces !== null) throw new RuleGone(`group "${group.name}"`);
        groupsOf(document).add(toNode(document, ordered({ ...group, rules: [rule] })));
        return;
      }
      const rules = rulesOf(document, found);
      const node = toNode(document, ordered(rule));
      if (replaces === null) rules.add(node);
      else {
        const old = requireRule(rules, replaces);
        copyComments(old, node);
        rules.items[replaces.index] = node;
      }
    });
  },

  removeRule(text: string, group: string, place: RulePlace): string {
    return edit(text, (document) => {
      const found = findGroup(document, group);
      if (found === null) throw new RuleGone(`group "${group}"`);
      const rules = rulesOf(document, found);
      requireRule(rules, place);
      rules.delete(place.index);
      if (rules.items.length === 0) groupsOf(document).delete(groupsOf(document).items.indexOf(found));
    });
  },

  putGroup(text: string, replaces: string | null, group: RuleGroup): string {
    return edit(text, (document) => {
      const groups = groupsOf(document);
      const node = toNode(document, ordered(group));
      if (replaces === null) {
        groups.add(node);
        return;
      }
      const found = findGroup(document, replaces);
      if (found === null) throw new RuleGone(`group "${replaces}"`);
      copyComments(found, node);
      groups.items[groups.items.indexOf(found)] = node;
    });
  },

  removeGroup(text: string, name: string): string {
    return edit(text, (document) => {
      const found = findGroup(document, name);
      if (found === null) throw new RuleGone(`group "${name}"`);
      groupsOf(document).delete(groupsOf(document).items.indexOf(found));
    });
  },
} as const;

function edit(text: string, change: (document: Document) => void): string {
  const document = parseRules(text);
  change(document);
  return document.toString({ lineWidth: 0 });
}

function groupsOf(document: Document): YAMLSeq {
  if (!isMap(document.contents)) document.contents = document.createNode({}) as never;
  const found = document.get('groups', true);
  if (isSeq(found) && found.items.length > 0) return found;
  // An empty list may be written `[]`; what is added should not end up inside the brackets.
  const groups = document.createNode([]);
  document.set('groups', groups);
  return groups;
}

function findGroup(document: Document, name: string): YAMLMap | null {
  const groups = document.get('groups', true);
  if (!isSeq(groups)) return null;
  return (groups.items.find((item) => isMap(item) && String(item.get('name')) === name) as YAMLMap | undefined) ?? null;
}

function rulesOf(document: Document, group: YAMLMap): YAMLSeq {
  const found = group.get('rules', true);
  if (isSeq(found) && found.items.length > 0) return found;
  const rules = document.createNode([]);
  group.set('rules', rules);
  return rules;
}

function requireRule(rules: YAMLSeq, { index, name }: RulePlace): YAMLMap {
  const found = rules.items[index];
  if (isMap(found) && (found.get('alert') ?? found.get('record')) === name) return found;
  throw new RuleGone(`rule "${name}" in that place`);
}

function copyComments(from: YAMLMap, to: YAMLMap): void {
  if (from.commentBefore) to.commentBefore = from.commentBefore;
  if (from.comment) to.comment = from.comment;
  if (from.spaceBefore) to.spaceBefore = from.spaceBefore;
}

const order = 'name interval query_offset limit alert record expr for keep_firing_for labels annotations rules'.split(
  ' ',
);

/** As people write rules: the name first, and nothing that says nothing. */
function ordered(value: Record<string, unknown>): Record<string, unknown> {
  const parts = order.flatMap((key) => {
    const part = value[key];
    const isEmpty = typeof part === 'object' && part !== null && !Array.isArray(part) && Object.keys(part).length === 0;
    if (part === undefined || part === '' || isEmpty) return [];
    return [[key, key === 'rules' ? (part as Record<string, unknown>[]).map(ordered) : part] as const];
  });
  return Object.fromEntries(parts);
}

function toNode(document: Document, value: Record<string, unknown>): YAMLMap {
  const asText = (_: unknown, part: unknown): unknown => {
    if (typeof part === 'number') return String(part);
    return typeof part === 'string' ? toScalar(part.replace(/\s+$/, '')) : part;
  };
  return document.createNode(value, asText);
}

/** Text that YAML's readers could take for something else is put in quotes. */
function toScalar(text: string): Scalar {
  const scalar = new Scalar(text);
  if (/^(~|null|true|false|yes|no|on|off|y|n|[-+.\d][-+.\deExXoO_:]*|\.inf|\.nan)$/i.test(text))
    scalar.type = 'QUOTE_SINGLE';
  if (text.includes('\n')) scalar.type = 'BLOCK_LITERAL';
  return scalar;
}
