import { Toggle } from '../../../controls/index.ts';
import { TextField } from '../text-field.tsx';
import { MailFields } from './mail-fields.tsx';
import type { ReceiverDraft } from './receiver-draft.ts';

export interface KindFieldsProps {
  draft: ReceiverDraft;
  /** What is seen of secrets that are kept. */
  hidden: Readonly<Record<string, string>>;
  faults: Readonly<Record<string, string>>;
  set(part: Partial<ReceiverDraft>): void;
}

const examples: Record<string, string> = {
  webhook: 'https://example.org/alerts',
  slack: 'https://hooks.slack.com/services/…',
  alertmanager: 'http://localhost:9093',
};

/** The fields that a kind of receiver has and others do not. */
export function KindFields(props: KindFieldsProps) {
  const { draft, hidden, faults, set } = props;
  if (draft.kind === 'email') return <MailFields {...props} />;
  if (draft.kind === 'desktop') return null;
  return (
    <>
      <TextField
        label={draft.kind === 'alertmanager' ? 'Address of the Alertmanager' : 'Address'}
        type="url"
        value={draft.url}
        placeholder={hidden['url'] ?? examples[draft.kind]}
        hint={'url' in hidden ? 'Kept as it is while this is empty.' : undefined}
        fault={faults['url']}
        onChange={(url) => set({ url })}
      />
      {draft.kind === 'slack' && (
        <TextField
          label="Channel"
          value={draft.channel}
          placeholder="as the webhook has it"
          fault={faults['channel']}
          onChange={(channel) => set({ channel })}
        />
      )}
      {draft.kind !== 'slack' && (
        <Toggle checked={draft.sendsHeader} onChange={(sendsHeader) => set({ sendsHeader })}>
          Send an Authorization header
        </Toggle>
      )}
      {draft.kind !== 'slack' && draft.sendsHeader && (
        <TextField
          label="Authorization"
          type="password"
          autoComplete="new-password"
          value={draft.authorization}
          placeholder={hidden['authorization'] ?? 'Bearer …'}
          hint={'authorization' in hidden ? 'Kept as it is while this is empty.' : undefined}
          fault={faults['authorization']}
          onChange={(authorization) => set({ authorization })}
        />
      )}
    </>
  );
}
