import { ruleName } from '../../../../core/shared/index.ts';
import { useChange } from '../../../api/index.ts';
import { Button, Dialog, ErrorNote } from '../../../controls/index.ts';
import type { Chosen } from './group-card.tsx';

/** Asks once before a rule goes. Null shows nothing. */
export function DeleteRuleDialog({ chosen, onClose }: { chosen: Chosen | null; onClose(): void }) {
  const remove = useChange('deleteRule', ['rules']);
  return (
    <Dialog title="Delete this rule?" open={chosen !== null} onClose={onClose}>
      {chosen && (
        <div className="remove-target">
          <p>
            <b>{ruleName(chosen.rule.rule)}</b> of the group {chosen.group.name} in {chosen.group.file}
          </p>
          <p className="muted">Its alerts end. What they went through so far stays in the history.</p>
          {remove.error && <ErrorNote message={remove.error.message} />}
          <div className="actions">
            <Button
              look="danger"
              busy={remove.isPending}
              onClick={() =>
                remove.mutate(
                  {
                    file: chosen.group.file,
                    group: chosen.group.name,
                    index: chosen.rule.index,
                    name: ruleName(chosen.rule.rule),
                  },
                  { onSuccess: onClose },
                )
              }
            >
              Delete
            </Button>
            <Button onClick={onClose}>Keep</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
