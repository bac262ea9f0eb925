import { type LoadPlan, type LoadThresholds, MAX_LOAD_REQUESTS } from '../../../core/shared/index.ts';
import { Toggle } from '../../controls/index.ts';
import { NumberField } from './number-field.tsx';

interface LimitFieldsProps {
  plan: LoadPlan;
  onChange(part: Partial<LoadPlan>): void;
}

/** What bounds a run, how it connects, and what it has to keep to pass. */
export function LimitFields({ plan, onChange }: LimitFieldsProps) {
  const { thresholds, maxRequests } = plan;
  const threshold = (part: Partial<LoadThresholds>) => {
    const next = { ...thresholds, ...part };
    onChange({ thresholds: Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) });
  };
  return (
    <div className="editor-columns">
      <fieldset className="editor-group">
        <legend>Limits</legend>
        <div className="editor-row">
          <NumberField
            label="Requests at most"
            optional
            value={maxRequests === MAX_LOAD_REQUESTS ? undefined : maxRequests}
            onChange={(most) => onChange({ maxRequests: most ?? MAX_LOAD_REQUESTS })}
          />
          <NumberField
            label="Time-out"
            unit="s"
            value={plan.timeoutMs / 1000}
            onChange={(seconds) => onChange({ timeoutMs: Math.round((seconds ?? NaN) * 1000) })}
          />
        </div>
        <div className="editor-row">
          <Toggle checked={plan.keepAlive} onChange={(keepAlive) => onChange({ keepAlive })}>
            Keep connections
          </Toggle>
          <Toggle checked={plan.untilStopped} onChange={(untilStopped) => onChange({ untilStopped })}>
            Until stopped
          </Toggle>
        </div>
      </fieldset>
      <fieldset className="editor-group">
        <legend>Passes when</legend>
        <div className="editor-row">
          <NumberField
            label="p95 below"
            unit="ms"
            optional
            value={thresholds.p95BelowMs}
            onChange={(p95BelowMs) => threshold({ p95BelowMs })}
          />
          <NumberField
            label="p99 below"
            unit="ms"
            optional
            value={thresholds.p99BelowMs}
            onChange={(p99BelowMs) => threshold({ p99BelowMs })}
          />
          <NumberField
            label="Errors below"
            unit="%"
            optional
            value={thresholds.errorShareBelow === undefined ? undefined : tidy(thresholds.errorShareBelow * 100)}
            onChange={(percent) =>
              threshold({ errorShareBelow: percent === undefined ? undefined : tidy(percent / 100) })
            }
          />
          <NumberField
            label="Rate above"
            unit="/s"
            optional
            value={thresholds.ratePerSecondAbove}
            onChange={(ratePerSecondAbove) => threshold({ ratePerSecondAbove })}
          />
        </div>
      </fieldset>
    </div>
  );
}

/** Without the last digits that binary fractions add: 0.07 × 100 is 7. */
const tidy = (value: number): number => Number(value.toPrecision(12));
