import { useState } from 'react';
import type { LoadPlan, LoadRun } from '../../../core/shared/index.ts';
import { Card } from '../card.tsx';
import { PlanDetail } from './plan-detail.tsx';
import { PlanEditor } from './plan-editor.tsx';
import { planFamilies } from './plan-words.ts';
import { ProfileSteps } from './profile-steps.tsx';

interface PlanPickerProps {
  plans: readonly LoadPlan[];
  /** Names of the plans that are the user's. */
  own: readonly string[];
  onStarted(run: LoadRun): void;
}

/** Choose a plan on the left; what it does, and the button that starts it, on the right. */
export function PlanPicker({ plans, own, onStarted }: PlanPickerProps) {
  const [chosen, setChosen] = useState('ramp');
  const [edited, setEdited] = useState<LoadPlan | null>(null);
  const families = planFamilies(plans, own);
  const family = families.find(({ full }) => full.name === chosen) ?? families[0]!;
  return (
    <Card title="Send load" note="Requests from a process of their own" className="plan-picker">
      <div className="plan-choice">
        <fieldset className="plans">
          <legend className="visually-hidden">Plan</legend>
          {families.map(({ full, isOwn }) => (
            <label key={full.name} className="plan">
              <input
                type="radio"
                name="plan"
                value={full.name}
                checked={full === family.full}
                onChange={() => {
                  setChosen(full.name);
                  setEdited(null);
                }}
              />
              <span className="plan-title">{full.title}</span>
              {isOwn && <span className="faint">yours</span>}
              <ProfileSteps schedule={full.schedule} small />
            </label>
          ))}
        </fieldset>
        {edited ? (
          <PlanEditor
            key={edited.name}
            plan={edited}
            taken={plans.map(({ name }) => name)}
            own={own}
            onStarted={onStarted}
            onSaved={(plan) => {
              setChosen(plan.name);
              setEdited(null);
            }}
            onCancel={() => setEdited(null)}
          />
        ) : (
          <PlanDetail key={family.full.name} family={family} onEdit={setEdited} onStarted={onStarted} />
        )}
      </div>
    </Card>
  );
}
