import { describe, expect, it } from 'vitest';
import { expandAlertTemplate, parseAlertTemplate, QuerySample, type TemplateWorld } from './index.ts';

const world: TemplateWorld = {
  nowMs: 1_795_000_000_000,
  externalUrl: 'http://127.0.0.1:4400',
  query: async (expr) =>
    expr === 'nothing'
      ? []
      : [new QuerySample({ __name__: 'up', job: 'b' }, 2), new QuerySample({ __name__: 'up', job: 'a' }, 1)],
};

const fill = (text: string, value = 1.5) =>
  expandAlertTemplate(
    parseAlertTemplate('A', text),
    { labels: { job: 'food', instance: '127.0.0.1:8000' }, value, externalLabels: { site: 'here' } },
    world,
  );

// Expected texts are Prometheus's: promtool says the same of the same templates (differential.test.ts asks it).
describe('a template', () => {
  it.each([
    ['plain text', 'plain text'],
    ['{{ $labels.job }} {{ $value }} {{ $externalLabels.site }}', 'food 1.5 here'],
    ['{{ .Labels.job }}{{ .Value }}{{ $externalURL }}', 'food1.5http://127.0.0.1:4400'],
    ['[{{ $labels.missing }}]', '[]'],
    ['{{ $labels }}', 'map[instance:127.0.0.1:8000 job:food]'],
    ['{{ printf "%.2f|%5d|%-5s|%q|%v|%t" $value 42 "ab" "c" 1.0 true }}', '1.50|   42|ab   |"c"|1|true'],
    ['{{ $value | printf "%d" }}', '%!d(float64=1.5)'],
    ['{{ if gt $value 1.0 }}high{{ else if lt $value 0.0 }}negative{{ else }}low{{ end }}', 'high'],
    ['{{ with $labels.missing }}x{{ else }}none{{ end }}', 'none'],
    ['a {{- " b " -}} c', 'a b c'],
    ['{{/* nothing */}}x', 'x'],
    ['{{ range query "up" }}{{ .Labels.job }}={{ .Value }} {{ end }}', 'b=2 a=1 '],
    ['{{ range $i, $s := query "up" | sortByLabel "job" }}{{ $i }}{{ $s | label "job" }}{{ end }}', '0a1b'],
    ['{{ query "up" | first | value }}', '2'],
    ['{{ with query "nothing" }}{{ . | first | value }}{{ else }}none{{ end }}', 'none'],
    ['{{ range query "nothing" }}x{{ else }}empty{{ end }}', 'empty'],
    ['{{ range query "up" }}{{ if eq .Labels.job "a" }}{{ break }}{{ end }}{{ .Value }}{{ end }}', '2'],
    ['{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}', '2'],
    ['{{ define "part" }}<{{ . }}>{{ end }}{{ template "part" $value }}', '<1.5>'],
    ['{{ (index (query "up") 1).Labels.job }}', 'a'],
    ['{{ "go" | toUpper }} {{ title "two words" }} {{ toLower "ABC" }}', 'GO Two Words abc'],
    ['{{ match "f.*d" $labels.job }} {{ match "^o" $labels.job }}', 'true false'],
    ['{{ reReplaceAll "(.*):.*" "host $1" $labels.instance }}', 'host 127.0.0.1'],
    ['{{ reReplaceAll "o*" "-" "food" }}', '-f-d-'],
    ['{{ stripPort "a.example:80" }} {{ stripDomain "a.example:80" }}', 'a.example a:80'],
    ['{{ and true 0 }} {{ or "" "x" }} {{ not true }} {{ len "abc" }}', '0 x false 3'],
    ['{{ 1e6 }} {{ 0.00001 }} {{ 100000.0 }}', '1e+06 1e-05 100000'],
    ['{{ print 1 2 "a" 3 }}', '1 2a3'],
    ['{{ parseDuration "1h" }}', '3600'],
  ])('%s', async (text, expected) => {
    expect(await fill(text)).toBe(expected);
  });

  it.each([
    ['humanize', 1234567, '1.235M'],
    ['humanize', 0.00012, '120u'],
    ['humanize', 0, '0'],
    ['humanize', -1e4, '-10k'],
    ['humanize', Infinity, '+Inf'],
    ['humanize1024', 1048576, '1Mi'],
    ['humanize1024', 100, '100'],
    ['humanizeDuration', 3725, '1h 2m 5s'],
    ['humanizeDuration', 0.0123, '12.3ms'],
    ['humanizeDuration', 59.5, '59.5s'],
    ['humanizeDuration', -90061, '-1d 1h 1m 1s'],
    ['humanizePercentage', 0.1234567, '12.35%'],
    ['humanizeTimestamp', 1435065584.128, '2015-06-23 13:19:44.128 +0000 UTC'],
    ['humanizeTimestamp', 0, '1970-01-01 00:00:00 +0000 UTC'],
  ])('%s of %d', async (name, value, expected) => {
    expect(await fill(`{{ ${name} $value }}`, value)).toBe(expected);
  });

  it('rounds halves to the even neighbour, as Go does', async () => {
    expect(await fill('{{ printf "%.0f %.0f %.1f %.2g" 0.5 2.5 0.25 0.125 }}')).toBe('0 2 0.2 0.12');
  });

  it.each([
    ['{{ query "nothing" | first | value }}', 'error calling first: first() called on vector with no elements'],
    ['{{ gt $value 5 }}', 'error calling gt: incompatible types for comparison'],
    ['{{ .Nope }}', "can't evaluate field Nope"],
    ['{{ toUpper $value }}', 'wrong type for value; expected string; got float64'],
    ['{{ template "gone" }}', 'template "gone" not defined'],
    ['{{ range 10000000 }}{{ end }}{{ range 10000000 }}{{ end }}', 'runs too long'],
  ])('that fails says so in its place: %s', async (text, reason) => {
    const filled = await fill(text);
    expect(filled).toMatch(/^<error expanding template: error executing template __alert_A: template: __alert_A:1:/);
    expect(filled).toContain(reason);
  });

  it.each([
    ['{{ nosuch $value }}', 'function "nosuch" not defined'],
    ['{{ $x }}', 'undefined variable "$x"'],
    ['{{ if true }}', 'unexpected EOF'],
    ['{{ end }}', 'unexpected {{end}}'],
    ['{{ $value', 'unclosed action'],
    ['{{ "a }}', 'unterminated quoted string'],
    ['{{ }}', 'missing value for command'],
    ['{{ (1 }}', 'unclosed left paren'],
    ['{{ break }}', '{{break}} outside {{range}}'],
    ['{{ 1 | 2 }}', 'non executable command in pipeline stage 2'],
  ])('that Prometheus would refuse is refused: %s', (text, reason) => {
    expect(() => parseAlertTemplate('A', text)).toThrow(reason);
  });
});
