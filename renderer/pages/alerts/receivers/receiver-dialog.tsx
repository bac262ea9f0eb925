import { type FormEvent, useState } from 'react';
import type { ReceiverKind, ReceiverView } from '../../../../core/shared/index.ts';
import { useChange } from '../../../api/index.ts';
import { Button, Dialog, ErrorNote, Toggle, useToast } from '../../../controls/index.ts';
import { MatcherRows } from '../matcher-rows.tsx';
import { TextField } from '../text-field.tsx';
import { checkDraft, draftOf, type ReceiverDraft } from './receiver-draft.ts';
import { KindFields } from './kind-fields.tsx';
import { kindWords } from './receiver-words.ts';

/** What the dialog is about: a new receiver, one that is there, or nothing. */
export type Editing = 'new' | ReceiverView | null;

export function ReceiverDialog({ editing, onClose }: { editing: Editing; onClose(): void }) {
  const title = editing === 'new' ? 'Add a receiver' : `Change ${editing?.name ?? ''}`;
  return (
    <Dialog title={title} open={editing !== null} onClose={onClose}>
      {editing && <ReceiverForm view={editing === 'new' ? null : editing} onDone={onClose} />}
    </Dialog>
  );
}

function ReceiverForm({ view, onDone }: { view: ReceiverView | null; onDone(): void }) {
  const say = useToast();
  const save = useChange('setReceiver', ['receivers']);
  const [draft, setDraft] = useState<ReceiverDraft>(() => draftOf(view));
  const [wasSent, setSent] = useState(false);
  const hidden = view?.hidden ?? {};
  const checked = checkDraft(draft, hidden);
  const faults = (wasSent && checked.faults) || {};
  const set = (part: Partial<ReceiverDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (checked.change === null) return;
    const saved = () => {
      say(`${draft.name.trim()} is saved. Send it a test.`);
      onDone();
    };
    save.mutate({ name: draft.name, receiver: checked.change }, { onSuccess: saved });
  };
  return (
    <form className="receiver-form" onSubmit={submit} noValidate>
      {view === null && (
        <div className="two-fields">
          <label className="field">
            Kind
            <select
              className="select"
              value={draft.kind}
              onChange={({ target }) => set({ kind: target.value as ReceiverKind })}
            >
              {Object.entries(kindWords).map(([kind, { name }]) => (
                <option key={kind} value={kind}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <TextField
            label="Name"
            value={draft.name}
            maxLength={64}
            fault={faults['name']}
            onChange={(name) => set({ name })}
          />
        </div>
      )}
      <p className="hint">{kindWords[draft.kind].about}</p>
      <KindFields draft={draft} hidden={hidden} faults={faults} set={set} />
      <MatcherRows
        label="Which alerts"
        none="All of them."
        matchers={draft.matchers}
        fault={faults['matchers']}
        onChange={(matchers) => set({ matchers })}
      />
      {draft.kind !== 'alertmanager' && (
        <Toggle checked={draft.sendResolved} onChange={(sendResolved) => set({ sendResolved })}>
          Tell when alerts have ended
        </Toggle>
      )}
      {save.error && <ErrorNote message={save.error.message} />}
      <div className="actions">
        <Button type="submit" look="primary" busy={save.isPending}>
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}
