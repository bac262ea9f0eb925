import type { DashboardListing } from '../../../core/shared/index.ts';
import { useChange } from '../../api/index.ts';
import { Button, Dialog, ErrorNote, useToast } from '../../controls/index.ts';

/** Asks once before a dashboard goes, or goes back to what came with Telltale. Null shows nothing. */
export function DeleteDialog({ listing, onClose }: { listing: DashboardListing | null; onClose(): void }) {
  const remove = useChange('deleteDashboard', ['dashboards', 'dashboard']);
  const say = useToast();
  const isChanged = listing?.origin === 'changed';
  const title = isChanged ? 'Undo the changes to this dashboard?' : 'Delete this dashboard?';
  const done = () => {
    say(isChanged ? 'It is again as it came with Telltale' : 'Deleted');
    onClose();
  };
  return (
    <Dialog title={title} open={listing !== null} onClose={onClose}>
      {listing && (
        <div className="dashboard-form">
          <p>
            <b>{listing.title}</b>
          </p>
          <p className="muted">
            {isChanged
              ? 'It will be again as it came with Telltale. Export it first to keep what was changed.'
              : 'Its file is removed. The samples it shows stay in the store.'}
          </p>
          {remove.error && <ErrorNote message={remove.error.message} />}
          <div className="actions">
            <Button
              look="danger"
              busy={remove.isPending}
              onClick={() => remove.mutate({ uid: listing.uid }, { onSuccess: done })}
            >
              {isChanged ? 'Undo the changes' : 'Delete'}
            </Button>
            <Button onClick={onClose}>Keep</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
