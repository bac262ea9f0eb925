import { useState } from 'react';
import type { ReceiverView } from '../../../../core/shared/index.ts';
import { useCall } from '../../../api/index.ts';
import { EmptyState, ErrorNote, Spinner } from '../../../controls/index.ts';
import { DesktopPermission } from './desktop-permission.tsx';
import { GroupingCard } from './grouping-card.tsx';
import { ReceiverCard } from './receiver-card.tsx';
import { type Editing, ReceiverDialog } from './receiver-dialog.tsx';
import { RemoveReceiverDialog } from './remove-receiver-dialog.tsx';

interface ReceiversTabProps {
  /** Whether the page's button asks for a new one. */
  isAdding: boolean;
  onAdded(): void;
}

/** Who is told of alerts. */
export function ReceiversTab({ isAdding, onAdded }: ReceiversTabProps) {
  const { data, error, isPending } = useCall('receivers', {}, { refetchMs: 10_000 });
  const [changing, setChanging] = useState<ReceiverView | null>(null);
  const [leaving, setLeaving] = useState<ReceiverView | null>(null);
  const receivers = data?.receivers ?? [];
  const editing: Editing = isAdding ? 'new' : changing;
  const close = () => {
    setChanging(null);
    onAdded();
  };
  return (
    <>
      {isPending && <Spinner label="Asking the monitor…" />}
      {error && !data && <ErrorNote message={error.message} />}
      {data && <Standing receivers={receivers} />}
      {receivers.some(({ kind, enabled }) => kind === 'desktop' && enabled) && <DesktopPermission />}
      {receivers.length > 0 && (
        <div className="receivers">
          {receivers.map((view) => (
            <ReceiverCard
              key={view.name}
              view={view}
              onEdit={() => setChanging(view)}
              onRemove={() => setLeaving(view)}
            />
          ))}
        </div>
      )}
      <GroupingCard />
      <ReceiverDialog editing={editing} onClose={close} />
      <RemoveReceiverDialog view={leaving} onClose={() => setLeaving(null)} />
    </>
  );
}

/** Who would hear of an alert now, where that is nobody or this desktop alone. */
function Standing({ receivers }: { receivers: readonly ReceiverView[] }) {
  const listening = receivers.filter(({ enabled }) => enabled);
  if (listening.length === 0)
    return (
      <EmptyState icon="bell" title="Nobody is told of alerts">
        {receivers.length === 0 ? 'Add a receiver to be told.' : 'Every receiver is off.'}
      </EmptyState>
    );
  if (listening.some(({ kind }) => kind !== 'desktop')) return null;
  return (
    <p className="muted">
      Alerts are shown on this desktop while a page of the console is open. Nobody else is told, and nothing leaves this
      machine, until you add a receiver.
    </p>
  );
}
