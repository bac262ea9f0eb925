import { type FormEvent, useState } from 'react';
import type { Annotation } from '../../core/shared/index.ts';
import { useCall, useChange } from '../api/index.ts';
import { Button, Dialog, ErrorNote, Segmented } from '../controls/index.ts';
import { momentText, rangeText } from '../format/index.ts';
import { useTimeRange } from '../session/index.ts';

type When = 'now' | 'range';

const mostShown = 100;

/** Writes a note on the charts, and lists those of the shown time. */
export function NotesDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  return (
    <Dialog title="Notes on the charts" open={open} onClose={onClose}>
      <div className="notes">
        <NoteForm />
        <NoteList />
      </div>
    </Dialog>
  );
}

function NoteForm() {
  const { resolve, seenAtMs } = useTimeRange();
  const add = useChange('addAnnotation', ['annotations']);
  const [text, setText] = useState('');
  const [when, setWhen] = useState<When>('now');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    const { fromMs, toMs } = resolve(seenAtMs);
    const span = when === 'range' ? { fromMs: Math.round(fromMs), toMs: Math.round(toMs) } : {};
    add.mutate({ text: text.trim(), ...span }, { onSuccess: () => setText('') });
  };
  return (
    <form onSubmit={submit}>
      <label className="field">
        What happened
        <input
          value={text}
          maxLength={500}
          placeholder="Deployed version 2"
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <div className="actions">
        <Segmented
          label="When"
          value={when}
          options={[
            { value: 'now', text: 'Just now' },
            { value: 'range', text: 'The whole shown time' },
          ]}
          onChange={setWhen}
        />
        <Button type="submit" look="primary" icon="add" busy={add.isPending}>
          Add
        </Button>
      </div>
      {add.error && <ErrorNote message={add.error.message} />}
    </form>
  );
}

function NoteList() {
  const { resolve, seenAtMs } = useTimeRange();
  const { fromMs, toMs } = resolve(seenAtMs);
  const { data, error } = useCall('annotations', {});
  const remove = useChange('deleteAnnotation', ['annotations']);
  const shown = (data?.annotations ?? []).filter((note) => note.fromMs <= toMs && note.toMs >= fromMs);
  if (error) return <ErrorNote message={error.message} />;
  if (shown.length === 0) return <p className="muted">There is no note in the shown time.</p>;
  return (
    <ul className="note-list">
      {shown.slice(-mostShown).map((note) => (
        <li key={note.id}>
          <span className="faint">{whenText(note)}</span>
          <span>{note.text}</span>
          <Button
            look="quiet"
            icon="close"
            aria-label={`Delete "${note.text}"`}
            onClick={() => remove.mutate({ id: note.id })}
          />
        </li>
      ))}
    </ul>
  );
}

const whenText = ({ fromMs, toMs }: Annotation): string =>
  fromMs === toMs ? momentText(fromMs) : rangeText(fromMs, toMs);
