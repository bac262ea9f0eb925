import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportReply } from '../../../core/shared/index.ts';
import { call, useChange } from '../../api/index.ts';
import { Button, ErrorNote, Segmented, Spinner, useToast } from '../../controls/index.ts';
import { navigate, useAddress, withTime } from '../../session/index.ts';

const conflicts = [
  { value: 'copy', text: 'Keep both' },
  { value: 'replace', text: 'Replace it' },
] as const;

/** What an import would do, the choices it leaves, and the button that does it. */
export function ImportPreview({ text, onDone }: { text: string; onDone(): void }) {
  const { data, error } = useQuery({
    queryKey: ['import check', text],
    queryFn: ({ signal }) => call('importDashboard', { text, check: true }, { signal }),
    retry: false,
    gcTime: 0,
  });
  if (error) return <ErrorNote message={error.message} />;
  return data ? <Choices text={text} found={data} onDone={onDone} /> : <Spinner label="Reading it…" />;
}

function Choices({ text, found, onDone }: { text: string; found: ImportReply; onDone(): void }) {
  const say = useToast();
  const address = useAddress();
  const take = useChange('importDashboard', ['dashboards', 'dashboard']);
  const [onConflict, setOnConflict] = useState<'copy' | 'replace'>('copy');
  const [inputs, setInputs] = useState(() => Object.fromEntries(found.inputs.map(({ name, value }) => [name, value])));
  const { dashboard, notices, replaces } = found;
  const save = () => {
    const choice = replaces === null ? {} : { asCopy: onConflict === 'copy', overwrite: onConflict === 'replace' };
    const saved = ({ dashboard: { uid, title } }: ImportReply) => {
      say(`${title} is there`);
      onDone();
      navigate(withTime(`/dashboards/${encodeURIComponent(uid)}`, address));
    };
    take.mutate({ text, inputs, ...choice }, { onSuccess: saved });
  };
  return (
    <div className="dashboard-form">
      <p>
        <b>{dashboard.title}</b>, {dashboard.panels === 1 ? '1 panel' : `${dashboard.panels} panels`}
      </p>
      {notices.length > 0 && (
        <ul className="hint notices">
          {notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      )}
      {found.inputs
        .filter(({ kind }) => kind === 'constant')
        .map(({ name, label }) => (
          <label key={name} className="field">
            {label}
            <input
              value={inputs[name] ?? ''}
              onChange={({ target }) => setInputs({ ...inputs, [name]: target.value })}
            />
          </label>
        ))}
      {replaces !== null && (
        <div className="import-conflict">
          <p>
            “{replaces}” has the same uid, <code>{dashboard.uid}</code>.
          </p>
          <Segmented label="What to do with both" value={onConflict} options={conflicts} onChange={setOnConflict} />
        </div>
      )}
      {take.error && <ErrorNote message={take.error.message} />}
      <div className="actions">
        <Button look="primary" busy={take.isPending} onClick={save}>
          Import
        </Button>
      </div>
    </div>
  );
}
