import { Toggle } from '../../../controls/index.ts';
import { TextField } from '../text-field.tsx';
import type { KindFieldsProps } from './kind-fields.tsx';
import type { ReceiverDraft } from './receiver-draft.ts';

const securities = {
  starttls: { text: 'STARTTLS', port: '587' },
  tls: { text: 'TLS', port: '465' },
  none: { text: 'None', port: '25' },
} as const;
type Security = ReceiverDraft['security'];

export function MailFields({ draft, hidden, faults, set }: KindFieldsProps) {
  /** A port that was usual for the old choice becomes the usual one of the new. */
  const secure = (security: Security) => {
    const isUsual = draft.port === securities[draft.security].port;
    set({ security, ...(isUsual ? { port: securities[security].port } : {}) });
  };
  return (
    <>
      <div className="mail-server">
        <TextField
          label="Mail server"
          value={draft.host}
          placeholder="smtp.example.org"
          fault={faults['host']}
          onChange={(host) => set({ host })}
        />
        <TextField
          label="Port"
          inputMode="numeric"
          value={draft.port}
          fault={faults['port'] && '1 to 65535'}
          onChange={(port) => set({ port })}
        />
        <label className="field">
          Security
          <select className="select" value={draft.security} onChange={({ target }) => secure(target.value as Security)}>
            {Object.entries(securities).map(([value, { text }]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Toggle checked={draft.signsIn} onChange={(signsIn) => set({ signsIn })}>
        Sign in
      </Toggle>
      {draft.signsIn && (
        <div className="two-fields">
          <TextField
            label="User name"
            value={draft.username}
            fault={faults['username']}
            onChange={(username) => set({ username })}
          />
          <TextField
            label="Password"
            type="password"
            autoComplete="new-password"
            value={draft.password}
            placeholder={hidden['password']}
            hint={'password' in hidden ? 'Kept as it is while this is empty.' : undefined}
            fault={faults['password']}
            onChange={(password) => set({ password })}
          />
        </div>
      )}
      <div className="two-fields">
        <TextField
          label="From"
          type="email"
          value={draft.from}
          placeholder="telltale@example.org"
          fault={faults['from']}
          onChange={(from) => set({ from })}
        />
        <TextField
          label="To"
          value={draft.to}
          placeholder="ada@example.org, alan@example.org"
          hint="Several with commas between them."
          fault={faults['to']}
          onChange={(to) => set({ to })}
        />
      </div>
    </>
  );
}
