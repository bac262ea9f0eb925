import { useState } from 'react';
import { LoadPlan, type LoadRun } from '../../../core/shared/index.ts';
import { useChange } from '../../api/index.ts';
import { Button, ErrorNote } from '../../controls/index.ts';
import { LimitFields } from './limit-fields.tsx';
import { MixFields } from './mix-fields.tsx';
import { freePlanName } from './plan-words.ts';
import { ProfileSteps } from './profile-steps.tsx';
import { ScheduleFields } from './schedule-fields.tsx';
import { StartPlan } from './start-plan.tsx';
import { TargetFields } from './target-fields.tsx';

interface PlanEditorProps {
  plan: LoadPlan;
  /** Names of all plans, and of those that are the user's. */
  taken: readonly string[];
  own: readonly string[];
  onStarted(run: LoadRun): void;
  onSaved(plan: LoadPlan): void;
  onCancel(): void;
}

/** A plan as a form: run it as it stands, or keep it. A built-in one is kept under another name. */
export function PlanEditor({ plan, taken, own, onStarted, onSaved, onCancel }: PlanEditorProps) {
  const isOwn = own.includes(plan.name);
  const [draft, setDraft] = useState<LoadPlan>(isOwn ? plan : { ...plan, title: `My ${plan.title}` });
  const save = useChange('saveLoadPlan', ['loadPlans']);
  const change = (part: Partial<LoadPlan>) => setDraft((old) => ({ ...old, ...part }));
  const name = isOwn ? plan.name : freePlanName(draft.title, taken);
  const checked = LoadPlan.safeParse({ ...draft, name });
  const fault = checked.success ? null : faultText(checked.error.issues);
  return (
    <section className="plan-detail plan-editor" aria-label={`Edit ${plan.title}`}>
      <div className="editor-top">
        <label className="field">
          Title
          <input value={draft.title} maxLength={120} onChange={({ target }) => change({ title: target.value })} />
        </label>
        <TargetFields target={draft.target} onChange={(target) => change({ target })} />
      </div>
      <MixFields
        mix={draft.mix}
        order={draft.order}
        onMix={(mix) => change({ mix })}
        onOrder={(order) => change({ order })}
      />
      <ScheduleFields schedule={draft.schedule} onChange={(schedule) => change({ schedule })} />
      <div className="editor-preview">{checked.success && <ProfileSteps schedule={checked.data.schedule} />}</div>
      <LimitFields plan={draft} onChange={change} />
      {fault !== null && <p className="hint bad">{fault}</p>}
      <StartPlan plan={checked.data ?? draft} disabled={!checked.success} onStarted={onStarted}>
        <Button
          busy={save.isPending}
          disabled={!checked.success}
          onClick={() =>
            checked.success && save.mutate({ plan: checked.data }, { onSuccess: ({ plan }) => onSaved(plan) })
          }
        >
          {isOwn ? 'Save' : 'Save as mine'}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </StartPlan>
      {save.error && <ErrorNote title="The plan could not be kept" message={save.error.message} />}
    </section>
  );
}

/** The first thing that keeps a plan from being one, with where it is. */
function faultText([issue]: readonly { path: readonly PropertyKey[]; message: string }[]): string {
  const where = issue!.path.map((part) => (typeof part === 'number' ? `${part + 1}` : String(part))).join(' ');
  return `${where === '' ? 'The plan' : where}: ${issue!.message}`;
}
