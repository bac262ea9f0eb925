import { useState } from 'react';
import { type LoadPlan, type LoadRun, plannedMs } from '../../../core/shared/index.ts';
import { useChange } from '../../api/index.ts';
import { Button, ErrorNote } from '../../controls/index.ts';
import { spanText } from '../../session/index.ts';
import { Card } from '../card.tsx';
import { ProfileSteps } from './profile-steps.tsx';

interface PlanPickerProps {
  plans: readonly LoadPlan[];
  onStarted(run: LoadRun): void;
}

/** Choose how much to send, then one button. */
export function PlanPicker({ plans, onStarted }: PlanPickerProps) {
  const [chosen, setChosen] = useState('ramp');
  const start = useChange('startLoadRun', ['loadRuns']);
  const plan = plans.find(({ name }) => name === chosen) ?? plans[0]!;
  return (
    <Card title="Send load" note="Requests to the service, from a process of their own" className="plan-picker">
      <fieldset className="plans">
        <legend className="visually-hidden">Plan</legend>
        {plans.map((each) => (
          <PlanChoice key={each.name} plan={each} isChosen={each === plan} onChoose={() => setChosen(each.name)} />
        ))}
      </fieldset>
      <div className="actions">
        <Button
          look="primary"
          size="lg"
          icon="play"
          busy={start.isPending}
          onClick={() => start.mutate({ plan: plan.name }, { onSuccess: ({ run }) => onStarted(run) })}
        >
          {`Start ${plan.title}`}
        </Button>
        <p className="muted">takes up to {spanText(plannedMs(plan.schedule))}; stop it whenever you like</p>
      </div>
      {start.error && <ErrorNote title="The run could not start" message={start.error.message} />}
    </Card>
  );
}

function PlanChoice({ plan, isChosen, onChoose }: { plan: LoadPlan; isChosen: boolean; onChoose(): void }) {
  return (
    <label className="plan">
      <input type="radio" name="plan" value={plan.name} checked={isChosen} onChange={onChoose} />
      <span className="plan-words">
        <span className="plan-title">{plan.title}</span>
        <span className="muted">{plan.description}</span>
      </span>
      <ProfileSteps schedule={plan.schedule} />
    </label>
  );
}
