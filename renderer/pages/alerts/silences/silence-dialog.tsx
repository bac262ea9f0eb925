import { type FormEvent, useState } from 'react';
import { compileMatchers, LabelMatcher, type Silence } from '../../../../core/shared/index.ts';
import { useChange } from '../../../api/index.ts';
import { Button, Dialog, ErrorNote, Segmented, Toggle, useToast } from '../../../controls/index.ts';
import { momentText } from '../../../format/index.ts';
import { useNow } from '../../../session/index.ts';
import { MatcherRows } from '../matcher-rows.tsx';
import { TextField } from '../text-field.tsx';
import { rememberAuthor } from './author.ts';
import { checkSilence, fieldTime, type SilenceDraft, spans } from './silence-draft.ts';
import { useActiveAlerts } from './use-active-alerts.ts';

interface SilenceDialogProps {
  /** How the form opens; null shows nothing. */
  draft: SilenceDraft | null;
  /** The silence it changes. */
  old: Silence | null;
  onClose(): void;
}

export function SilenceDialog({ draft, old, onClose }: SilenceDialogProps) {
  return (
    <Dialog title={old ? 'Change the silence' : 'Silence alerts'} open={draft !== null} onClose={onClose}>
      {draft && <SilenceForm first={draft} old={old} onDone={onClose} />}
    </Dialog>
  );
}

const inAnHourMs = 3_600_000;

function SilenceForm({ first, old, onDone }: { first: SilenceDraft; old: Silence | null; onDone(): void }) {
  const say = useToast();
  const nowMs = useNow();
  const add = useChange('addSilence', ['silences']);
  const [draft, setDraft] = useState(first);
  const [isLater, setLater] = useState(first.startsAt !== '');
  const [wasSent, setSent] = useState(false);
  const checked = checkSilence(isLater ? draft : { ...draft, startsAt: '' }, nowMs, old);
  const faults = (wasSent && checked.faults) || {};
  const set = (part: Partial<SilenceDraft>) => setDraft({ ...draft, ...part });
  const later = (isWanted: boolean) => {
    setLater(isWanted);
    if (draft.startsAt === '') set({ startsAt: fieldTime(nowMs + inAnHourMs) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (checked.silence === null) return;
    const { endsAtMs, createdBy } = checked.silence;
    const made = () => {
      rememberAuthor(createdBy);
      say(`Silent until ${momentText(endsAtMs)}`);
      onDone();
    };
    add.mutate(checked.silence, { onSuccess: made });
  };
  return (
    <form className="silence-form" onSubmit={submit} noValidate>
      <MatcherRows
        label="Alerts whose labels all meet this"
        matchers={draft.matchers}
        fault={faults['matchers']}
        onChange={(matchers) => set({ matchers })}
      />
      <Preview matchers={draft.matchers} />
      <Segmented label="For how long" value={draft.span} options={spans} onChange={(span) => set({ span })} />
      {draft.span === 'until' && (
        <TextField
          label="Until"
          type="datetime-local"
          value={draft.endsAt}
          fault={faults['endsAtMs']}
          onChange={(endsAt) => set({ endsAt })}
        />
      )}
      <Toggle checked={isLater} onChange={later}>
        Begin later
      </Toggle>
      {isLater && (
        <TextField
          label="From"
          type="datetime-local"
          value={draft.startsAt}
          fault={faults['startsAtMs']}
          onChange={(startsAt) => set({ startsAt })}
        />
      )}
      <TextField
        label="Why"
        value={draft.comment}
        maxLength={1000}
        placeholder="Load test until noon"
        fault={faults['comment']}
        onChange={(comment) => set({ comment })}
      />
      <TextField
        label="Who"
        value={draft.createdBy}
        maxLength={100}
        autoComplete="name"
        fault={faults['createdBy']}
        onChange={(createdBy) => set({ createdBy })}
      />
      {add.error && <ErrorNote message={add.error.message} />}
      <div className="actions">
        <Button type="submit" look="primary" busy={add.isPending}>
          Silence
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}

/** How many of the alerts there are now it would keep quiet. */
function Preview({ matchers }: { matchers: readonly LabelMatcher[] }) {
  const alerts = useActiveAlerts();
  const read = LabelMatcher.array().min(1).safeParse(matchers);
  if (!alerts || !read.success) return null;
  const matches = compileMatchers(read.data);
  const count = alerts.filter(({ labels }) => matches(labels)).length;
  const total = alerts.length === 1 ? 'the one alert there is' : `${alerts.length} alerts`;
  return (
    <p className="hint">
      {alerts.length === 0 ? 'No alert is pending or firing now.' : `Meets ${count} of ${total} now.`}
    </p>
  );
}
