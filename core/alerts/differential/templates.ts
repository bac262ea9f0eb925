import * as fc from 'fast-check';
import type { Scenario } from './scenario.ts';

const verbs = fc
  .tuple(
    fc.constantFrom('', '-', '+', ' ', '0', '#'),
    fc.constantFrom('', '3', '8', '12'),
    fc.constantFrom('', '.0', '.1', '.3', '.9'),
    fc.constantFrom('v', 'd', 's', 'q', 'f', 'e', 'g', 'G', 'E', 't', 'x', 'T', '%'),
  )
  .map(([flag, width, precision, verb]) => `%${flag === '#' ? '' : flag}${width}${precision}${verb}`);

const number = fc
  .oneof(
    fc.double({ min: -1e18, max: 1e18, noNaN: true }),
    fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 8),
    fc.constantFrom(0, 1, 0.5, 2.5, 999.95, 999.5, 1000, 1023.999, 59.99999, 3600, 86_400, 1e21, 1e-7),
  )
  .map(literal);

/** A number as a template can have it written: with a dot or an exponent, so that it is a float. */
function literal(x: number): string {
  const text = Object.is(x, -0) ? '0' : String(x);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const onNumbers = ['humanize', 'humanize1024', 'humanizeDuration', 'humanizePercentage', 'print', 'println', 'html'];
const words = fc.constantFrom('food', 'two words', 'a.b:80', '127.0.0.1:9090', '', 'Ünï cödé', 'a<b>&"c"', '[::1]:80');
const patterns = fc.constantFrom('o', 'o*', '^.', '.$', '(\\w)(\\w)', '[a-c]+', '\\b', '(?i)F', 'x?');

/** Templates in every function that depends on nothing but its arguments. */
export const template = fc.oneof(
  fc
    .tuple(fc.constantFrom(...onNumbers), number)
    // What Go makes of seconds beyond its integers depends on the processor.
    .filter(([name, x]) => name !== 'humanizeDuration' || Math.abs(Number(x)) < 2 ** 63)
    .map(([name, x]) => `{{ ${name} ${x} }}`),
  // Nobody wants a hexadecimal float (`%x`), or a number as a quoted character.
  fc
    .tuple(
      verbs.filter((verb) => !verb.endsWith('x')),
      number,
    )
    .map(([verb, x]) => `{{ printf "[${verb}]" ${x} }}`),
  fc
    .tuple(
      verbs.filter((verb) => !verb.endsWith('q')),
      fc.integer({ min: -5000, max: 5000 }),
    )
    .map(([verb, n]) => `{{ printf "[${verb}]" ${n} }}`),
  fc.tuple(verbs, words).map(([verb, word]) => `{{ printf "[${verb}]" ${JSON.stringify(word)} }}`),
  fc
    .tuple(fc.constantFrom('title', 'toUpper', 'toLower', 'stripPort', 'len', 'print', 'html'), words)
    .map(([name, word]) => `{{ ${name} ${JSON.stringify(word)} }}`),
  fc.tuple(patterns, words).map(([pattern, word]) => `{{ match \`${pattern}\` ${JSON.stringify(word)} }}`),
  fc
    .tuple(patterns, fc.constantFrom('-', '<$1>', '${1}$2', '$$', '$0x'), words)
    .map(([pattern, by, word]) => `{{ reReplaceAll \`${pattern}\` "${by}" ${JSON.stringify(word)} }}`),
  fc
    .tuple(fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge'), number, number)
    .map(([name, a, b]) => `{{ if ${name} ${a} ${b} }}yes{{ else }}no{{ end }}`),
);

/** Templates of structure, whose results do not depend on chance. */
export const structures = [
  '{{ $labels.job }} {{ .Labels.job }} {{ $value }} {{ .Value }} [{{ $labels.missing }}]',
  '{{ $labels }}',
  '{{ with $labels.missing }}x{{ else }}none{{ end }}',
  'a {{- " b " -}} c {{/* nothing */}}d',
  '{{ range query "load" | sortByLabel "job" }}{{ .Labels.job }}={{ .Value }} {{ end }}',
  '{{ range $i, $s := query "load" | sortByLabel "job" }}{{ $i }}{{ $s | label "job" }}{{ end }}',
  '{{ query "load > 8" | first | value }}',
  '{{ with query "nothing" }}{{ . | first | value }}{{ else }}none{{ end }}',
  '{{ range query "nothing" }}x{{ else }}empty{{ end }}',
  '{{ range query "load" | sortByLabel "job" }}{{ if eq .Labels.job "b" }}{{ break }}{{ end }}{{ .Value }}{{ end }}',
  '{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $y := 3 }}{{ $y }}{{ end }}{{ $x }}',
  '{{ define "part" }}<{{ . }}>{{ end }}{{ template "part" $value }}',
  '{{ (index (query "load" | sortByLabel "job") 1).Labels.job }}',
  '{{ and true 0 }} {{ or "" "x" }} {{ not true }}',
  '{{ print 1 2 "a" 3 }} {{ print "a" "b" }} {{ println 1 "x" }}',
  '{{ args 1 "b" }} {{ (args 1 "b").arg1 }}',
  '{{ len (query "load") }} {{ len $labels }}',
  '{{ humanizeTimestamp 1435065584.128 }} {{ humanizeTimestamp 0.0 }}',
  "{{ 1e6 }} {{ 0x1F }} {{ 1_000 }} {{ .5 }} {{ 'a' }}",
  '{{ "\\u00e9\\t\\x41" }} {{ `raw "text"` }}',
  '{{ if and (gt $value 1.0) (lt $value 100.0) }}between{{ end }}',
  '{{ range $k, $v := $labels }}{{ $k }}={{ $v }},{{ end }}',
  '{{ index $labels "job" }} {{ index "abc" 1 }}',
  '{{ graphLink "up" }} {{ tableLink "sum(x)" }}',
  '{{ if $labels.missing }}a{{ else if eq $labels.job "a" }}b{{ else }}c{{ end }}',
  '{{ with $x := $labels.job }}{{ $x }}{{ . }}{{ end }}',
  '{{ query "load" | sortByLabel "job" | first | value | humanize | printf "%5s" }}',
  '{{ toUpper $value }}',
  '{{ gt $value 5 }}',
  '{{ query "nothing" | first | value }}',
  '{{ .Nope }}',
  '{{ $value.Foo }}',
  '{{ template "gone" }}',
  '{{ index $labels 1 }}',
  '{{ printf "%d %s" 1 }} {{ printf "%d" 1 2 }}',
  '{{ query "up >" }}',
  '{{ humanize "abc" }}',
  '{{ $labels.job.more }}',
  '{{ 1 | toUpper }}',
];

/** One alert with these templates as annotations, over two series. */
export const templateScenario = (templates: readonly string[]): Scenario => ({
  series: [
    { labels: { __name__: 'load', job: 'a', zone: 'x' }, values: [9] },
    { labels: { __name__: 'load', job: 'b', zone: 'x' }, values: [3] },
  ],
  group: {
    name: 'group',
    interval: '15s',
    rules: [
      {
        alert: 'A',
        expr: 'load > 5',
        annotations: Object.fromEntries(templates.map((text, i) => [`t${i}`, text])),
      },
    ],
  },
});
