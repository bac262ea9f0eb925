import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import { RuleFile, type RuleGroup, ruleName, type RuleFault } from '../../shared/index.ts';
import { checkLabels, checkRule } from './check-rule.ts';
import { RuleFileError } from './rule-fault.ts';

export interface ReadRuleFile extends RuleFile {
  /** The line each rule begins at, by group and rule. */
  lines: readonly (readonly number[])[];
}

type Path = readonly PropertyKey[];

/**
 * Reads a rule file of Prometheus's, as strictly as Prometheus: an unknown key, a query or a template that does not parse
 * makes the whole file unusable. Throws `RuleFileError` with every fault found.
 */
export function readRuleFile(text: string): ReadRuleFile {
  const counter = new LineCounter();
  const document = parseRules(text, counter);
  const placeOf = (path: Path) => counter.linePos(offsetOf(document, path));
  const faults: RuleFault[] = document.errors.map(({ pos, message }) => {
    const { line, col } = counter.linePos(pos[0]);
    return { line, column: col, group: null, rule: null, reason: message.split('\n')[0]! };
  });
  if (faults.length > 0) throw new RuleFileError(faults);

  const source: unknown = document.toJS() ?? {};
  const complain = (path: Path, reason: string) => {
    const { line, col } = placeOf(path);
    faults.push({ line, column: col, ...namesAt(source, path), reason });
  };
  const parsed = RuleFile.safeParse(source === '' ? {} : source);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      const key = path.at(-1);
      complain(path, typeof key === 'string' && path.length > 2 ? `"${key}": ${message}` : message);
    }
    throw new RuleFileError(faults);
  }
  checkGroups(parsed.data, complain);
  if (faults.length > 0) throw new RuleFileError(faults);
  const { groups } = parsed.data;
  return { groups, lines: groups.map(({ rules }, g) => rules.map((_, r) => placeOf(['groups', g, 'rules', r]).line)) };
}

/**
 * The text as YAML in which every scalar is the text that was written, as Prometheus takes it: a label of 1.0 or `on` stays
 * that. What stands for nothing (`~`, `null`) is empty.
 */
export function parseRules(text: string, lineCounter?: LineCounter): Document {
  const document = parseDocument(text, { schema: 'failsafe', merge: true, ...(lineCounter ? { lineCounter } : {}) });
  visit(document, {
    Scalar(_, node) {
      if (node.type === 'PLAIN' && /^(~|null|Null|NULL)$/.test(String(node.value))) node.value = '';
    },
  });
  return document;
}

function checkGroups({ groups }: RuleFile, complain: (path: Path, reason: string) => void): void {
  const names = new Set<string>();
  for (const [g, group] of groups.entries()) {
    const at: Path = ['groups', g];
    if (names.has(group.name)) complain([...at, 'name'], `a group of this name comes before in the same file`);
    names.add(group.name);
    checkLabels(group.labels ?? {}, (path, reason) => complain([...at, ...path], reason));
    for (const [r, rule] of group.rules.entries()) {
      for (const { path, reason } of checkRule(rule)) complain([...at, 'rules', r, ...path], reason);
    }
  }
}

/** What is wrong with a group that comes from no file; its lines are those of no text. */
export function checkGroup(group: RuleGroup): RuleFault[] {
  const file = { groups: [group] };
  const faults: RuleFault[] = [];
  checkGroups(file, (path, reason) => faults.push({ line: 1, column: 1, ...namesAt(file, path), reason }));
  return faults;
}

/** Where the innermost part of a path that the file has begins. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return node.range[0];
  }
  return 0;
}

/** The group and rule that a path leads into, as a person knows them. */
function namesAt(source: unknown, path: Path): { group: string | null; rule: string | null } {
  const at = (from: unknown, key: PropertyKey | undefined): unknown =>
    key !== undefined && typeof from === 'object' && from !== null
      ? (from as Record<PropertyKey, unknown>)[key]
      : undefined;
  if (path[0] !== 'groups' || path.length < 2) return { group: null, rule: null };
  const group = at(at(source, 'groups'), path[1]);
  const name = at(group, 'name');
  const groupName = typeof name === 'string' && name !== '' ? name : `number ${Number(path[1]) + 1}`;
  if (path[2] !== 'rules' || path.length < 4) return { group: groupName, rule: null };
  const rule = (at(at(group, 'rules'), path[3]) ?? {}) as { alert?: string; record?: string };
  const called = typeof rule === 'object' ? ruleName(rule) : '';
  const number = Number(path[3]) + 1;
  return { group: groupName, rule: called === '' ? String(number) : `${number} ${JSON.stringify(called)}` };
}
