import { type Diagnostic, linter } from '@codemirror/lint';
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { PromQLExtension } from '@prometheus-io/codemirror-promql';
import type { QueryFault } from '../server-fault.ts';

/** What the server found wrong with a text, told to the editor that may show another one by now. */
export interface ServerFault {
  expr: string;
  fault: QueryFault;
}

export const setServerFault = StateEffect.define<ServerFault | null>();

const serverFault = StateField.define<ServerFault | null>({
  create: () => null,
  update: (present, { effects }) =>
    effects.reduce((fault, each) => (each.is(setServerFault) ? each.value : fault), present),
});

/** Underlines what the grammar refuses while one types, and what the server refused, for as long as the text is that one. */
export function faultMarks(promql: PromQLExtension): Extension {
  const check = promql.getLinter().promQL.call(promql.getLinter());
  const marks = async (view: EditorView): Promise<readonly Diagnostic[]> => {
    const text = view.state.doc.toString();
    if (text.trim() === '') return [];
    const known = view.state.field(serverFault);
    // The server has the last word: what it names is what keeps the query from running.
    return known?.expr === text ? [{ ...known.fault, severity: 'error' }] : check(view);
  };
  const isNews = (update: { startState: EditorView['state']; state: EditorView['state'] }) =>
    update.startState.field(serverFault) !== update.state.field(serverFault);
  return [serverFault, linter(marks, { delay: 400, needsRefresh: isNews })];
}
