import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The editor in the page's own tokens: it changes with the theme without being told. */
const surface = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--text)', fontSize: 'var(--text-md)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.6', maxHeight: '220px' },
  '.cm-content': { padding: '5px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 var(--space-2)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-placeholder': { color: 'var(--text-faint)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', color: 'inherit' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--bad-soft)', color: 'inherit' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--bad) 1px',
    textUnderlineOffset: '4px',
  },
  '.cm-tooltip': {
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius-2)',
    backgroundColor: 'var(--surface-1)',
    color: 'var(--text)',
    boxShadow: 'var(--shadow-2)',
  },
  '.cm-diagnostic': { padding: 'var(--space-2) var(--space-3)', fontFamily: 'var(--font)', whiteSpace: 'pre-wrap' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--bad)' },
});

const completion = EditorView.theme({
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxWidth: 'min(620px, 80vw)',
    maxHeight: '264px',
    borderRadius: 'var(--radius-2)',
    padding: 'var(--space-1) 0',
    fontFamily: 'var(--font-mono)',
    fontSize: 'var(--text-sm)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { display: 'flex', gap: 'var(--space-2)', padding: '3px 12px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent-soft)', color: 'var(--text)' },
  '.cm-completionLabel': { flex: '1', overflow: 'hidden', textOverflow: 'ellipsis' },
  '.cm-completionMatchedText': { color: 'var(--accent-text)', fontWeight: '600', textDecoration: 'none' },
  '.cm-completionDetail': { marginLeft: 'var(--space-4)', color: 'var(--text-muted)', fontStyle: 'normal' },
  '.cm-tooltip.cm-completionInfo': {
    width: '300px',
    margin: '0 var(--space-1)',
    padding: 'var(--space-2) var(--space-3)',
    color: 'var(--text-muted)',
    fontFamily: 'var(--font)',
    fontSize: 'var(--text-sm)',
    whiteSpace: 'normal',
  },
});

/** Only tokens that are made for text: they keep their contrast in both themes. */
const highlight = HighlightStyle.define([
  { tag: tags.variableName, color: 'var(--text)' },
  { tag: [tags.function(tags.variableName), tags.operatorKeyword], color: 'var(--accent-text)', fontWeight: '600' },
  { tag: [tags.modifier, tags.logicOperator], color: 'var(--accent-text)' },
  { tag: tags.labelName, color: 'var(--text-muted)' },
  { tag: tags.string, color: 'var(--ok)' },
  { tag: tags.number, color: 'var(--warn)' },
  { tag: [tags.operator, tags.arithmeticOperator], color: 'var(--text)' },
  { tag: [tags.paren, tags.squareBracket, tags.brace], color: 'var(--text-muted)' },
  { tag: tags.comment, color: 'var(--text-faint)', fontStyle: 'italic' },
  { tag: tags.invalid, color: 'var(--bad)' },
]);

export const editorTheme: Extension = [surface, completion, syntaxHighlighting(highlight)];
