import { describe, expect, it } from 'vitest';
import { broken } from './paint-text-panel.ts';
import { markdownLines, parseInline, parseMarkdown, withoutTags } from './markdown.ts';

describe('Markdown of text panels', () => {
  it('is headings, paragraphs, lists, code, quotes and rules', () => {
    const text = '# Title\n\nOne\ntwo **three**\n- a\ngoes on\n- b\n- c\n```\ncode *as is*\n```\n> said\n---\nend';
    expect(parseMarkdown(text).map((block) => block.kind)).toEqual([
      'heading',
      'paragraph',
      'list',
      'code',
      'quote',
      'rule',
      'paragraph',
    ]);
    expect(markdownLines(parseMarkdown(text)).map((line) => line.text)).toEqual([
      'Title',
      'One two three',
      '• a goes on',
      '• b',
      '• c',
      'code *as is*',
      'said',
      'end',
    ]);
  });

  it('has emphasis, code and links inside of a line', () => {
    expect(parseInline('a **b** _c_ `d*e*` [f](https://g.example/h) <https://i.example>')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'strong', text: 'b' },
      { kind: 'text', text: ' ' },
      { kind: 'emphasis', text: 'c' },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'd*e*' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'f', href: 'https://g.example/h' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'https://i.example', href: 'https://i.example' },
    ]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '//elsewhere.example', 'vbscript:x'])(
    'makes no link of %s',
    (href) => {
      expect(parseInline(`[here](${href})`)).toEqual([{ kind: 'text', text: 'here' }]);
    },
  );

  it('HTML is its words', () => {
    expect(withoutTags('<h1>A</h1><script>alert(1)</script><p onclick="x()">B &amp; C</p>').trim()).toBe('A\n\nB & C');
    expect(parseMarkdown('<img src=x onerror=y>')).toEqual([
      { kind: 'paragraph', inline: [{ kind: 'text', text: '<img src=x onerror=y>' }] },
    ]);
  });

  it('is broken between words where a line of a picture is full', () => {
    expect(broken('aa bb cc dddd', 5, (text) => text.length)).toEqual(['aa bb', 'cc', 'dddd']);
  });
});
