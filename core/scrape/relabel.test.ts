import { describe, expect, it } from 'vitest';
import { compileRelabel, RelabelRule } from './relabel.ts';

/** Runs one rule as a configuration file would have it; null when it drops. */
function relabel(rule: Record<string, unknown>, labels: Record<string, string>): Record<string, string> | null {
  const map = new Map(Object.entries(labels));
  return compileRelabel([RelabelRule.parse(rule)])(map) ? Object.fromEntries(map) : null;
}

const labels = { a: 'foo', b: 'bar', c: 'baz' };

describe('relabelling', () => {
  // Expected values are those of Prometheus's own documentation and tests of these rules.
  it.each([
    {
      what: 'replaces with groups of what matched',
      rule: { source_labels: ['a'], target_label: 'd', regex: 'f(.*)', replacement: 'ch$1-ch$1' },
      gives: { ...labels, d: 'choo-choo' },
    },
    {
      what: 'joins sources with the separator',
      rule: { source_labels: ['a', 'b'], separator: '-', target_label: 'd' },
      gives: { ...labels, d: 'foo-bar' },
    },
    {
      what: 'leaves labels alone when the whole text does not match',
      rule: { source_labels: ['a'], target_label: 'd', regex: 'o' },
      gives: labels,
    },
    {
      what: 'names the target by what matched',
      rule: { source_labels: ['a', 'b'], regex: '(?P<x>.*);(.*)', target_label: '${x}_$2', replacement: '$$1' },
      gives: { ...labels, foo_bar: '$1' },
    },
    {
      what: 'removes a label by an empty replacement',
      rule: { target_label: 'a', replacement: '' },
      gives: { b: 'bar', c: 'baz' },
    },
    { what: 'keeps what matches', rule: { action: 'keep', source_labels: ['a'], regex: 'f.*' }, gives: labels },
    { what: 'drops what does not match keep', rule: { action: 'keep', source_labels: ['a'], regex: 'x' }, gives: null },
    { what: 'drops what matches', rule: { action: 'drop', source_labels: ['a'], regex: '.*o.*' }, gives: null },
    { what: 'drops equals', rule: { action: 'dropequal', source_labels: ['a'], target_label: 'a' }, gives: null },
    { what: 'keeps equals', rule: { action: 'keepequal', source_labels: ['a'], target_label: 'b' }, gives: null },
    { what: 'drops labels by name', rule: { action: 'labeldrop', regex: 'a|b' }, gives: { c: 'baz' } },
    { what: 'keeps labels by name', rule: { action: 'labelkeep', regex: 'a|b' }, gives: { a: 'foo', b: 'bar' } },
    {
      what: 'maps labels by name',
      rule: { action: 'labelmap', regex: '(a|b)', replacement: 'x_$1' },
      gives: { ...labels, x_a: 'foo', x_b: 'bar' },
    },
    {
      what: 'hashes as Prometheus does',
      rule: { action: 'hashmod', source_labels: ['c'], target_label: 'd', separator: ';', modulus: '1000' },
      gives: { ...labels, d: '976' },
    },
    {
      what: 'changes case',
      rule: { action: 'Uppercase', source_labels: ['a'], target_label: 'd' },
      gives: { ...labels, d: 'FOO' },
    },
  ])('$what', ({ rule, gives }) => {
    expect(relabel(rule, labels)).toEqual(gives);
  });

  it.each([
    { rule: { action: 'replace' }, says: 'needs a target_label' },
    { rule: { action: 'hashmod', target_label: 'a' }, says: 'needs a modulus' },
    { rule: { action: 'explode' }, says: 'Invalid option' },
    { rule: { action: 'keep', regex: '(?=a)' }, says: 'regex' },
    { rule: { action: 'keep', source_label: ['a'] }, says: 'source_label' },
  ])('refuses $rule', ({ rule, says }) => {
    expect(RelabelRule.safeParse(rule).error?.message).toContain(says);
  });
});
