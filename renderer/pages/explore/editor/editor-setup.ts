import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { type Extension, Prec } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import { PromQLExtension } from '@prometheus-io/codemirror-promql';
import type { QueryClient } from '@tanstack/react-query';
import { completionSource } from './completion-source.ts';
import { editorTheme } from './editor-theme.ts';
import { faultMarks } from './fault-marks.ts';

export interface EditorEvents {
  change(text: string): void;
  run(): void;
  focus(): void;
}

/** The server lets style sheets in that carry this; none is asked for in development. */
const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';

/** Everything the query editor is made of; `label` names it for people who do not see it. */
export function editorSetup(label: string, cache: QueryClient, events: EditorEvents): Extension {
  const promql = new PromQLExtension().setComplete({ remote: completionSource(cache) }).activateLinter(false);
  const run = (view: EditorView) => {
    // What is being offered, or looked up, would open over the buttons below once the query has run.
    closeCompletion(view);
    events.run();
    return true;
  };
  const runKeys = [
    { key: 'Shift-Enter', run },
    { key: 'Mod-Enter', run },
    // Only while a completion is offered: otherwise Tab goes on to the next control, as everywhere.
    { key: 'Tab', run: acceptCompletion },
  ];
  return [
    EditorView.cspNonce.of(styleNonce()),
    EditorView.contentAttributes.of({ 'aria-label': label }),
    EditorView.lineWrapping,
    Prec.highest(keymap.of(runKeys)),
    promql.asExtension(),
    faultMarks(promql),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ icons: false }),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
    placeholder('PromQL, for example rate(http_requests_total[1m])'),
    editorTheme,
    EditorView.updateListener.of((update) => {
      if (update.docChanged) events.change(update.state.doc.toString());
      if (update.focusChanged && update.view.hasFocus) events.focus();
    }),
  ];
}
