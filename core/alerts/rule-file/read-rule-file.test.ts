import { describe, expect, it } from 'vitest';
import { readRuleFile } from './read-rule-file.ts';
import { RuleFileError } from './rule-fault.ts';

const faultsOf = (text: string): string[] => {
  try {
    readRuleFile(text);
    return [];
  } catch (error) {
    if (!(error instanceof RuleFileError)) throw error;
    return error.faults.map(({ line, group, rule, reason }) => `${line} ${group ?? '-'} ${rule ?? '-'}: ${reason}`);
  }
};

describe('readRuleFile', () => {
  it('reads everything that a rule file may have, as the text it was written as', () => {
    const { groups, lines } = readRuleFile(`groups:
  - name: g
    interval: 30s
    limit: 5
    query_offset: 1m
    labels: { team: on }
    rules:
      - record: a:b
        expr: 1
      - alert: High load
        expr: |
          load
            > 5
        for: 1m
        keep_firing_for: 2m
        labels:
          version: 1.0
          none: ~
        annotations:
          summary: "{{ $value }}"
`);
    expect(groups).toEqual([
      {
        name: 'g',
        interval: '30s',
        limit: 5,
        query_offset: '1m',
        labels: { team: 'on' },
        rules: [
          { record: 'a:b', expr: '1' },
          {
            alert: 'High load',
            expr: 'load\n  > 5\n',
            for: '1m',
            keep_firing_for: '2m',
            labels: { version: '1.0', none: '' },
            annotations: { summary: '{{ $value }}' },
          },
        ],
      },
    ]);
    expect(lines).toEqual([[8, 10]]);
  });

  it.each(['', '# nothing\n', 'groups:\n', 'groups: []\n'])('takes %j for a file without rules', (text) => {
    expect(readRuleFile(text).groups).toEqual([]);
  });

  it('takes anchors and merges, as Prometheus does', () => {
    const text = `groups:
  - name: g
    rules:
      - &base { alert: A, expr: up == 0, for: 1m }
      - { <<: *base, alert: B }
`;
    expect(readRuleFile(text).groups[0]!.rules[1]).toEqual({ alert: 'B', expr: 'up == 0', for: '1m' });
  });

  const rule = (body: string) => `groups:\n  - name: g\n    rules:\n      - ${body.replaceAll('\n', '\n        ')}\n`;

  it.each([
    ['no YAML', 'groups: [', '1 - -: '],
    ['an unknown key', rule('alert: A\nexpr: up\nfoor: 1m'), '4 g 1 "A": Unrecognized key: "foor"'],
    ['a duration that is none', rule('alert: A\nexpr: up\nfor: 1x'), '6 g 1 "A": "for": not a duration'],
    ['no expression', rule('alert: A'), '4 g 1 "A": "expr": an expression is needed'],
    [
      'a query that does not parse',
      rule('alert: A\nexpr: up >'),
      '5 g 1 "A": the expression cannot be read: 1:5: parse error',
    ],
    ['no name', rule('expr: up'), '4 g 1: a rule needs a name'],
    ['both names', rule('alert: A\nrecord: b\nexpr: up'), '5 g 1 "A": a rule has one of'],
    [
      'annotations of a recording',
      rule('record: b\nexpr: up\nannotations: {a: b}'),
      '6 g 1 "b": annotations belong to alerts',
    ],
    ['"for" of a recording', rule('record: b\nexpr: up\nfor: 1m'), '6 g 1 "b": "for" belongs to alerts'],
    ['a series in place of a name', rule('record: "b{a=1}"\nexpr: up'), '4 g 1 "b{a=1}": "b{a=1}" is no name'],
    ['a label called __name__', rule('alert: A\nexpr: up\nlabels: {__name__: b}'), '6 g 1 "A": "__name__" is no name'],
    [
      'a template with an unknown function',
      rule('alert: A\nexpr: up\nannotations:\n  a: "{{ nosuch }}"'),
      '7 g 1 "A": error parsing template __alert_A: template: __alert_A:1: function "nosuch" not defined',
    ],
    ['the same group twice', 'groups:\n  - name: g\n  - name: g\n', '3 g -: a group of this name comes before'],
    ['a group without a name', 'groups:\n  - rules: []\n', '2 number 1 -: "name": a group needs a name'],
    [
      'a limit that is no number',
      'groups:\n  - name: g\n    limit: many\n',
      '3 g -: "limit": a whole number is needed',
    ],
  ])('says where there is %s', (_, text, expected) => {
    const [fault] = faultsOf(text);
    expect(fault!.startsWith(expected), `${fault} should begin with ${expected}`).toBe(true);
  });

  it('names every fault, not just the first', () => {
    expect(faultsOf(rule('alert: A\nexpr: up >\nlabels: {"": a}'))).toHaveLength(2);
  });
});
