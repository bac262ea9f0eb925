import { type FormEvent, useState } from 'react';
import type { NotificationSettings } from '../../../../core/shared/index.ts';
import { useCall, useChange } from '../../../api/index.ts';
import { Button, ErrorNote, useToast } from '../../../controls/index.ts';
import { Card } from '../../card.tsx';
import { TextField } from '../text-field.tsx';
import { checkSettings, draftOfSettings, type GroupingDraft } from './grouping-draft.ts';

/** How alerts become messages. */
export function GroupingCard() {
  const { data } = useCall('notificationSettings', {});
  if (!data) return null;
  return (
    <Card title="Grouping" note="How alerts become messages" className="grouping">
      <GroupingForm key={JSON.stringify(data.settings)} settings={data.settings} />
    </Card>
  );
}

const fields = [
  {
    name: 'groupBy',
    label: 'One message for alerts that agree in',
    hint: 'Label names; ... stands for all labels, nothing for one message in all.',
  },
  { name: 'groupWaitMs', label: 'First message after', hint: 'How long a new group waits for more alerts.' },
  { name: 'groupIntervalMs', label: 'Changes every', hint: 'Alerts that join or end are told of this often.' },
  { name: 'repeatIntervalMs', label: 'Again after', hint: 'What goes on unchanged is told of again.' },
] as const;

function GroupingForm({ settings }: { settings: NotificationSettings }) {
  const say = useToast();
  const change = useChange('setNotificationSettings', ['notificationSettings']);
  const [draft, setDraft] = useState<GroupingDraft>(() => draftOfSettings(settings));
  const checked = checkSettings(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (checked.settings)
      change.mutate({ settings: checked.settings }, { onSuccess: () => say('Grouping is changed') });
  };
  return (
    <form onSubmit={submit} noValidate>
      <div className="grouping-fields">
        {fields.map(({ name, label, hint }) => (
          <TextField
            key={name}
            label={label}
            value={draft[name]}
            hint={hint}
            fault={checked.faults?.[name]}
            onChange={(text) => setDraft({ ...draft, [name]: text })}
          />
        ))}
      </div>
      {change.error && <ErrorNote message={change.error.message} />}
      <div className="actions">
        <Button type="submit" busy={change.isPending} disabled={checked.settings === null}>
          Apply
        </Button>
      </div>
    </form>
  );
}
