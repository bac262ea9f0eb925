import { EditorView } from '@codemirror/view';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { type EditorEvents, editorSetup } from './editor-setup.ts';
import { type ServerFault, setServerFault } from './fault-marks.ts';

/** What others may do to an editor. */
export interface EditorHandle {
  /** Puts a text in place of what is selected, and the focus behind it. */
  insert(text: string): void;
  /** Puts a text in place of all there is. */
  replace(text: string): void;
}

export interface PromqlEditorProps {
  /** What is in it at first; from then on the text is the editor's own. */
  text: string;
  label: string;
  /** What the server said about a text that was run. */
  fault: ServerFault | null;
  onChange(text: string): void;
  onRun(): void;
  onFocus(): void;
  /** Called with the handle once there is an editor, and with null when it is gone. */
  onReady(handle: EditorHandle | null): void;
}

/** A CodeMirror editor for one query: one view for the life of the component. */
export default function PromqlEditor({ text, label, fault, onReady, ...told }: PromqlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const cache = useQueryClient();
  const onChange = useEffectEvent(told.onChange);
  const onRun = useEffectEvent(told.onRun);
  const onFocus = useEffectEvent(told.onFocus);
  const ready = useEffectEvent(onReady);
  const firstText = useEffectEvent(() => text);

  useLayoutEffect(() => {
    const events: EditorEvents = { change: (next) => onChange(next), run: () => onRun(), focus: () => onFocus() };
    const editor = new EditorView({
      parent: place.current!,
      doc: firstText(),
      extensions: editorSetup(label, cache, events),
    });
    view.current = editor;
    ready(handleOf(editor));
    return () => {
      ready(null);
      view.current = null;
      editor.destroy();
    };
  }, [label, cache]);

  useEffect(() => view.current?.dispatch({ effects: setServerFault.of(fault) }), [fault]);

  return <div ref={place} className="promql-editor" />;
}

const handleOf = (editor: EditorView): EditorHandle => ({
  insert(text) {
    editor.dispatch(editor.state.replaceSelection(text), { scrollIntoView: true });
    editor.focus();
  },
  replace(text) {
    const all = { from: 0, to: editor.state.doc.length, insert: text };
    editor.dispatch({ changes: all, selection: { anchor: text.length } });
    editor.focus();
  },
});
