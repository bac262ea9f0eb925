import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExpositionError, ExpositionParser, parseSeriesText, type ExpositionFormat } from './index.ts';

type Read = [series: string, labels: Record<string, string>, value: number, timeMs: number | null] | string;

function readAll(text: string, format: ExpositionFormat = 'text'): Read[] {
  const parser = new ExpositionParser(text, format);
  const all: Read[] = [];
  for (let entry = parser.next(); entry !== 'end'; entry = parser.next()) {
    if (entry === 'sample') {
      const { name, labels } = parseSeriesText(parser.seriesText);
      const timeMs = Number.isNaN(parser.timestampMs) ? null : parser.timestampMs;
      all.push([name, Object.fromEntries(labels), parser.value, timeMs]);
    } else all.push(`${entry} ${parser.metric} ${entry === 'type' ? parser.type : parser.text}`);
  }
  return all;
}

describe('the exposition parser', () => {
  it.each<{ line: string; reads: Read }>([
    { line: 'm 1', reads: ['m', {}, 1, null] },
    { line: 'm{} 1', reads: ['m', {}, 1, null] },
    { line: 'm {a="b"} 1', reads: ['m', { a: 'b' }, 1, null] },
    { line: '  \tm{ a = "b" , c="d", }\t-1.5e3 \t', reads: ['m', { a: 'b', c: 'd' }, -1500, null] },
    { line: 'a:b_1{_x="}"} +Inf 1800000000123', reads: ['a:b_1', { _x: '}' }, Infinity, 1_800_000_000_123] },
    { line: 'm{a="\\\\ \\" \\n \\t"} nan', reads: ['m', { a: '\\ " \n \\t' }, NaN, null] },
    { line: 'm{a="ends with \\\\"} 0', reads: ['m', { a: 'ends with \\' }, 0, null] },
    { line: '{"any name","label.x"="v"} 1', reads: ['any name', { 'label.x': 'v' }, 1, null] },
    { line: '# HELP m  Text with \\\\ and \\n.', reads: 'help m Text with \\ and \n.' },
    { line: '# TYPE m  untyped', reads: 'type m unknown' },
  ])('reads $line', ({ line, reads }) => {
    expect(readAll(line)).toEqual([reads]);
  });

  it.each([
    { line: 'm{a="Zürich 🍜"} 0x', says: 'expected a value' },
    { line: '{"a"="b"} 1', says: 'expected a metric name' },
    { line: 'm{a="b" c="d"} 1', says: 'expected "," or "}"' },
    { line: 'm{a="b",a="c"} 1', says: 'the label a is given twice' },
    { line: 'm{a=b} 1', says: 'in double quotes' },
    { line: 'm{a="b} 1', says: 'a quote is never closed' },
    { line: 'm{a="b"', says: 'a brace is never closed' },
    { line: 'm{1a="b"} 1', says: 'expected a label name' },
    { line: '1m 1', says: 'expected a metric name' },
    { line: 'm', says: 'expected a value' },
    { line: 'm 1 2 3', says: 'at the end of the line' },
    { line: 'm 1 1.5', says: 'whole milliseconds' },
    { line: 'm 1_000', says: 'expected a value' },
    { line: 'm 0x10', says: 'expected a value' },
    { line: 'm 1e999', says: 'expected a value' },
    { line: '# TYPE m thing', says: 'cannot have the type' },
  ])('refuses $line', ({ line, says }) => {
    expect(() => readAll(line)).toThrow(says);
  });

  it('passes over comments and empty lines, and minds no missing newline at the end', () => {
    expect(readAll('\n# a comment\n#HELP m no\n#\nm 1')).toEqual([['m', {}, 1, null]]);
    expect(readAll('')).toEqual([]);
  });

  it('says in which line the fault is', () => {
    const parser = new ExpositionParser('a 1\n# comment\nb{c="multi\nline"} 1\nd x\n');
    expect(() => {
      while (parser.next() !== 'end');
    }).toThrow(/^line 5: /);
  });

  it('reads OpenMetrics: seconds, units, exemplars, and an end that must be there', () => {
    const text = `# TYPE q counter
# UNIT q_seconds seconds
# HELP q Text with "quotes" \\" escaped.
q_total{a="b"} 5 1800000000.5 # {id="x } y"} 1.0 1520879607.789
# TYPE i stateset
i 1 # {} 2
# EOF
`;
    expect(readAll(text, 'openmetrics')).toEqual([
      'type q counter',
      'unit q_seconds seconds',
      'help q Text with "quotes" " escaped.',
      ['q_total', { a: 'b' }, 5, 1_800_000_000_500],
      'type i stateset',
      ['i', {}, 1, null],
    ]);
    expect(() => readAll('m 1\n', 'openmetrics')).toThrow('cut off');
    expect(() => readAll('# EOF\nm 1\n', 'openmetrics')).toThrow('after "# EOF"');
  });

  it('either reads a text or says what is wrong with it, whatever the text', () => {
    const piece = fc.constantFrom(
      'm',
      '{',
      '}',
      '"',
      '\\',
      '\n',
      ' ',
      '\t',
      ',',
      '=',
      '# ',
      'TYPE',
      'HELP',
      '1',
      '.',
      'e',
      'Inf',
      'ü',
      'EOF',
    );
    const format = fc.constantFrom<ExpositionFormat>('text', 'openmetrics');
    const property = fc.property(fc.array(piece, { maxLength: 40 }), format, (pieces, format) => {
      try {
        readAll(pieces.join(''), format);
        return true;
      } catch (error) {
        // What parseSeriesText throws is a plain error: its caller knows the line.
        return error instanceof ExpositionError || (error as Error).constructor === Error;
      }
    });
    expect(fc.check(property, { numRuns: 5000 }).failed).toBe(false);
  });

  it('reads back what is written, whatever the labels hold', () => {
    const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,5}$/);
    const property = fc.property(
      name,
      fc.dictionary(name, fc.string({ unit: 'grapheme' })),
      fc.double(),
      (metric, labels, value) => {
        const escape = (text: string) => text.replace(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`));
        const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escape(text)}"`);
        expect(readAll(`${metric}{${pairs.join(',')}} ${Object.is(value, -0) ? '-0' : value}\n`)).toEqual([
          [metric, { ...labels }, value, null],
        ]);
      },
    );
    fc.assert(property);
  });
});
