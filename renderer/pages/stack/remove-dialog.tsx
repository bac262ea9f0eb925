import { useChange } from '../../api/index.ts';
import { Button, Dialog, ErrorNote, useToast } from '../../controls/index.ts';

/** Asks once before what Prometheus and Grafana stored is gone. */
export function RemoveDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const say = useToast();
  const remove = useChange('removeStack', ['stack']);
  const done = () => {
    say('Containers, network and volumes are removed');
    onClose();
  };
  return (
    <Dialog title="Remove the whole stack?" open={open} onClose={onClose}>
      <div className="remove-stack">
        <p>
          The containers are stopped and removed, with their network and their volumes: what the managed Prometheus,
          Grafana and Alertmanager have stored is gone.
        </p>
        <p className="muted">Telltale’s own store, dashboards, rules and settings stay, and so do the images.</p>
        {remove.error && <ErrorNote message={remove.error.message} />}
        <div className="actions">
          <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate({}, { onSuccess: done })}>
            Remove everything
          </Button>
          <Button onClick={onClose}>Keep it</Button>
        </div>
      </div>
    </Dialog>
  );
}
