import type { ReceiverView } from '../../../../core/shared/index.ts';
import { useChange } from '../../../api/index.ts';
import { Button, Dialog, ErrorNote } from '../../../controls/index.ts';

/** Asks once before a receiver goes. Null shows nothing. */
export function RemoveReceiverDialog({ view, onClose }: { view: ReceiverView | null; onClose(): void }) {
  const remove = useChange('removeReceiver', ['receivers', 'deliveries']);
  return (
    <Dialog title={`Remove ${view?.name ?? ''}?`} open={view !== null} onClose={onClose}>
      {view && (
        <>
          <p>
            It is told of nothing more, and its password or address is forgotten.
            {view.health.waiting > 0 && ` What waits for it (${view.health.waiting}) is given up.`}
          </p>
          {remove.error && <ErrorNote message={remove.error.message} />}
          <div className="actions">
            <Button
              look="danger"
              busy={remove.isPending}
              onClick={() => remove.mutate({ name: view.name }, { onSuccess: onClose })}
            >
              Remove
            </Button>
            <Button onClick={onClose}>Keep</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
