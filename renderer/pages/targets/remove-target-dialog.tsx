import type { ScrapeTarget } from '../../../core/shared/index.ts';
import { useChange } from '../../api/index.ts';
import { Button, Dialog, ErrorNote } from '../../controls/index.ts';

/** Asks once before a target goes. Null shows nothing. */
export function RemoveTargetDialog({ target, onClose }: { target: ScrapeTarget | null; onClose(): void }) {
  const remove = useChange('removeTarget', ['targets']);
  return (
    <Dialog title="Stop scraping this target?" open={target !== null} onClose={onClose}>
      {target && (
        <div className="remove-target">
          <p>
            <code>{target.url}</code>
          </p>
          <p className="muted">What was scraped so far stays in the store until it is old enough to go.</p>
          {remove.error && <ErrorNote message={remove.error.message} />}
          <div className="actions">
            <Button
              look="danger"
              busy={remove.isPending}
              onClick={() => remove.mutate({ id: target.id }, { onSuccess: onClose })}
            >
              Remove
            </Button>
            <Button onClick={onClose}>Keep</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
