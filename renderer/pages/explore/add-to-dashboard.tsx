import { type FormEvent, useState } from 'react';
import { useCall, useChange } from '../../api/index.ts';
import { Button, Dialog, ErrorNote, Link } from '../../controls/index.ts';

interface Props {
  /** The queries shown, in order. */
  queries: readonly string[];
  open: boolean;
  onClose(): void;
}

/** Keeps what Explore shows as a panel of a dashboard. */
export function AddToDashboardDialog({ queries, open, onClose }: Props) {
  return (
    <Dialog title="Add to a dashboard" open={open} onClose={onClose}>
      <AddToDashboardForm queries={queries} />
    </Dialog>
  );
}

const aNewOne = '';

function AddToDashboardForm({ queries }: { queries: readonly string[] }) {
  const listed = useCall('dashboards', {}).data?.dashboards ?? [];
  const add = useChange('addPanel', ['dashboards', 'dashboard']);
  const [uid, setUid] = useState(aNewOne);
  const [newTitle, setNewTitle] = useState('My dashboard');
  const [title, setTitle] = useState((queries[0] ?? '').slice(0, 120));
  const isComplete = title.trim() !== '' && (uid !== aNewOne || newTitle.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete) return;
    add.mutate({ to: uid === aNewOne ? { newTitle } : { uid }, panel: { title, queries: [...queries] } });
  };
  if (add.data) {
    const { dashboard } = add.data;
    return (
      <output>
        Added to <Link href={`/dashboards/${encodeURIComponent(dashboard.uid)}`}>{dashboard.title}</Link>.
      </output>
    );
  }
  return (
    <form className="add-to-dashboard" onSubmit={submit}>
      <label className="field">
        Dashboard
        <select className="select" value={uid} onChange={({ target }) => setUid(target.value)}>
          <option value={aNewOne}>A new one</option>
          {listed.map((dashboard) => (
            <option key={dashboard.uid} value={dashboard.uid}>
              {dashboard.title}
            </option>
          ))}
        </select>
      </label>
      {uid === aNewOne && (
        <label className="field">
          Its title
          <input value={newTitle} maxLength={200} onChange={({ target }) => setNewTitle(target.value)} />
        </label>
      )}
      <label className="field">
        Title of the panel
        <input value={title} maxLength={200} onChange={({ target }) => setTitle(target.value)} />
      </label>
      {add.error && <ErrorNote message={add.error.message} />}
      <div className="actions">
        <Button type="submit" look="primary" busy={add.isPending} disabled={!isComplete}>
          Add
        </Button>
      </div>
    </form>
  );
}
