import { type FormEvent, useId, useState } from 'react';
import { describeFaults, type Faults, isFaulty } from '../../../core/shared/index.ts';
import { useCall, useChange } from '../../api/index.ts';
import { Button, ErrorNote } from '../../controls/index.ts';
import { Card } from '../card.tsx';
import { faultPresets, type FaultTexts, readFaults, toTexts } from './fault-texts.ts';

/** Makes the service fail on purpose: to see what that looks like, and whether an alert notices. */
export function FaultCard() {
  const status = useCall('faults', {});
  const set = useChange('setFaults', ['faults']);
  const clear = useChange('clearFaults', ['faults']);
  const active = status.data?.faults ?? null;
  const [written, setTexts] = useState<FaultTexts | null>(null);
  const texts = written ?? toTexts(active ?? faultPresets[0]!.faults);
  const read = readFaults(texts);
  const change = (part: Partial<FaultTexts>) => setTexts({ ...texts, ...part });
  const turnOn = (event: FormEvent) => {
    event.preventDefault();
    if (typeof read !== 'string' && isFaulty(read)) set.mutate(read);
  };
  const problem = typeof read === 'string' ? read : null;

  return (
    <Card
      title="Faults"
      note="Make the service fail on purpose, to see what that looks like and whether an alert notices"
      className="faults"
    >
      <div className="fault-presets">
        {faultPresets.map(({ title, faults }) => (
          <Button key={title} onClick={() => setTexts(toTexts(faults))}>
            {title}
          </Button>
        ))}
      </div>
      <form onSubmit={turnOn}>
        <FaultField
          label="Fail with 500"
          unit="% of predictions"
          value={texts.failurePercent}
          onChange={(failurePercent) => change({ failurePercent })}
        />
        <FaultField
          label="Added delay, least"
          unit="ms"
          value={texts.leastDelayMs}
          onChange={(leastDelayMs) => change({ leastDelayMs })}
        />
        <FaultField
          label="Added delay, most"
          unit="ms"
          value={texts.mostDelayMs}
          onChange={(mostDelayMs) => change({ mostDelayMs })}
        />
        <FaultField
          label="Confidence at most"
          unit="%"
          value={texts.confidencePercent}
          onChange={(confidencePercent) => change({ confidencePercent })}
        />
        <div className="actions">
          <Button
            type="submit"
            icon="warning"
            busy={set.isPending}
            disabled={typeof read === 'string' || !isFaulty(read)}
          >
            {active ? 'Change' : 'Turn on'}
          </Button>
          {active && (
            <Button look="danger" icon="stop" busy={clear.isPending} onClick={() => clear.mutate({})}>
              Turn off
            </Button>
          )}
        </div>
      </form>
      <p className={problem ? 'bad-text' : 'muted'} aria-live="polite">
        {problem ?? stateText(active, read as Faults)}
      </p>
      {(set.error ?? clear.error) && (
        <ErrorNote title="The faults could not be changed" message={(set.error ?? clear.error)!.message} />
      )}
    </Card>
  );
}

const stateText = (active: Faults | null, wanted: Faults): string =>
  active
    ? `On now: ${describeFaults(active)}.`
    : isFaulty(wanted)
      ? `Off now. Would be: ${describeFaults(wanted)}. They count in the metrics as real ones do, and end with the service's process.`
      : 'Off now. Say what is to go wrong, or take one of the examples.';

interface FaultFieldProps {
  label: string;
  unit: string;
  value: string;
  onChange(value: string): void;
}

function FaultField({ label, unit, value, onChange }: FaultFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="with-unit">
        <input
          id={id}
          type="text"
          inputMode="decimal"
          value={value}
          placeholder="–"
          aria-describedby={`${id}-unit`}
          onChange={({ target }) => onChange(target.value)}
        />
        <span id={`${id}-unit`} className="faint">
          {unit}
        </span>
      </span>
    </div>
  );
}
