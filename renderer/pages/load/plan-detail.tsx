import { useState } from 'react';
import type { LoadPlan, LoadRun } from '../../../core/shared/index.ts';
import { useChange } from '../../api/index.ts';
import { Button, ErrorNote, Segmented } from '../../controls/index.ts';
import { saveText } from '../save-text.ts';
import { type PlanFamily, planFacts } from './plan-words.ts';
import { ProfileSteps } from './profile-steps.tsx';
import { StartPlan } from './start-plan.tsx';

interface PlanDetailProps {
  family: PlanFamily;
  onEdit(plan: LoadPlan): void;
  onStarted(run: LoadRun): void;
}

/** What a plan does, and what can be done with it. */
export function PlanDetail({ family, onEdit, onStarted }: PlanDetailProps) {
  const [length, setLength] = useState<'full' | 'short'>('full');
  const script = useChange('loadScript', []);
  const remove = useChange('deleteLoadPlan', ['loadPlans']);
  const plan = length === 'short' && family.short ? family.short : family.full;
  const take = (tool: 'k6' | 'locust') =>
    script.mutate(
      { plan: plan.name, tool },
      { onSuccess: ({ fileName, text }) => saveText(fileName, 'text/plain', text) },
    );
  return (
    <section className="plan-detail" aria-label={plan.title}>
      <div className="plan-head">
        <h3>{plan.title}</h3>
        {family.short && (
          <Segmented
            label="Length"
            value={length}
            options={[
              { value: 'full', text: 'Full' },
              { value: 'short', text: 'Short' },
            ]}
            onChange={setLength}
          />
        )}
      </div>
      {plan.description && <p className="muted">{plan.description}</p>}
      <ProfileSteps schedule={plan.schedule} />
      <dl className="plan-facts">
        {planFacts(plan).map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <StartPlan plan={plan} asName onStarted={onStarted}>
        <Button onClick={() => onEdit(plan)}>{family.isOwn ? 'Edit' : 'Change a copy'}</Button>
        <Button icon="upload" busy={script.isPending} onClick={() => take('k6')}>
          k6 script
        </Button>
        <Button icon="upload" busy={script.isPending} onClick={() => take('locust')}>
          Locust file
        </Button>
        {family.isOwn && (
          <Button look="quiet" busy={remove.isPending} onClick={() => remove.mutate({ name: plan.name })}>
            Delete
          </Button>
        )}
      </StartPlan>
      {script.error && <ErrorNote title="The script could not be written" message={script.error.message} />}
      {remove.error && <ErrorNote title="The plan could not be deleted" message={remove.error.message} />}
    </section>
  );
}
