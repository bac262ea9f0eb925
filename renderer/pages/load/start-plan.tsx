import { type ReactNode, useState } from 'react';
import { isLoopbackHost, type LoadPlan, type LoadRun } from '../../../core/shared/index.ts';
import { useChange } from '../../api/index.ts';
import { Button, ErrorNote } from '../../controls/index.ts';

interface StartPlanProps {
  plan: LoadPlan;
  /** Starts it by its name, as it is kept; otherwise as it is given. */
  asName?: boolean;
  disabled?: boolean;
  onStarted(run: LoadRun): void;
  /** Other things to do with the plan. */
  children?: ReactNode;
}

/** The host that has to be confirmed, if the plan has one that is not this machine. */
function foreignHost({ target }: LoadPlan): string | null {
  if (target.kind !== 'url' || !URL.canParse(target.url)) return null;
  const { hostname, host } = new URL(target.url);
  return isLoopbackHost(hostname) ? null : host;
}

/** The button that starts a plan. Load on another machine is asked about first, host by host. */
export function StartPlan({ plan, asName = false, disabled = false, onStarted, children }: StartPlanProps) {
  const start = useChange('startLoadRun', ['loadRuns']);
  const [confirmed, setConfirmed] = useState<string | null>(null);
  const host = foreignHost(plan);
  const isConfirmed = host === null || confirmed === host;
  const request = { plan: asName ? plan.name : plan, ...(host === null ? {} : { confirmedHost: host }) };
  return (
    <>
      {host !== null && (
        <label className="confirm-host">
          <input
            type="checkbox"
            checked={isConfirmed}
            onChange={({ target }) => setConfirmed(target.checked ? host : null)}
          />
          <span>
            <strong>{host}</strong> is not this machine. I run it, or I may send it load.
          </span>
        </label>
      )}
      <div className="actions">
        <Button
          look="primary"
          icon="play"
          busy={start.isPending}
          disabled={disabled || !isConfirmed}
          onClick={() => start.mutate(request, { onSuccess: ({ run }) => onStarted(run) })}
        >
          {`Start ${plan.title}`}
        </Button>
        {children}
      </div>
      {start.error && <ErrorNote title="The run could not start" message={start.error.message} />}
    </>
  );
}
