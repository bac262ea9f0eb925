import { type FormEvent, useId, useState } from 'react';
import {
  DriftOptions,
  DriftSignal,
  type DriftStatus,
  LiveDetector,
  signalsOf,
  usualSettings,
} from '../../../core/shared/index.ts';
import { useChange } from '../../api/index.ts';
import { Button, ErrorNote, Toggle } from '../../controls/index.ts';
import { Card } from '../card.tsx';
import { detectorNames, signalTexts } from './drift-figures.ts';

const fields = [
  { name: 'ert', text: 'Expected run time', hint: 'Samples until a false alarm, on average: larger is calmer.' },
  { name: 'windowSize', text: 'Window', hint: 'Latest samples compared: larger sees less, but later.' },
  { name: 'referenceRows', text: 'Reference rows', hint: '' },
  { name: 'seed', text: 'Seed', hint: 'The same seed gives the same detector.' },
] as const;
type FieldName = (typeof fields)[number]['name'];

/** The detector's settings; the form begins anew when others come into force. */
export function DetectorForm({ status }: { status: DriftStatus }) {
  return <Form key={JSON.stringify(status.options)} status={status} />;
}

function Form({ status }: { status: DriftStatus }) {
  const id = useId();
  const { options, availableRows, state, progress } = status;
  const [enabled, setEnabled] = useState(options.enabled);
  const [detector, setDetector] = useState(options.detector);
  const [signal, setSignal] = useState(options.signal);
  const [typed, setTyped] = useState<Record<FieldName, string>>(() => ({
    ert: String(options.ert),
    windowSize: String(options.windowSize),
    referenceRows: String(options.referenceRows),
    seed: String(options.seed),
  }));
  const change = useChange('setDriftOptions', ['driftStatus']);
  const numbers = Object.fromEntries(fields.map(({ name }) => [name, numberIn(typed[name])]));
  const wanted = DriftOptions.safeParse({ enabled, detector, signal, ...numbers });
  const faults = new Map(wanted.error?.issues.map(({ path, message }) => [String(path[0]), message]));
  /** Another test needs other numbers: they are filled in, and may be changed before they are applied. */
  const choose = (nextDetector: LiveDetector, nextSignal: DriftSignal) => {
    const { windowSize, referenceRows } = usualSettings(nextDetector, nextSignal, availableRows);
    setDetector(nextDetector);
    setSignal(nextSignal);
    setTyped({ ...typed, windowSize: String(windowSize), referenceRows: String(referenceRows) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted.success) change.mutate({ options: wanted.data });
  };
  return (
    <Card title="Detector" className="detector">
      <form onSubmit={submit} noValidate>
        <Toggle checked={enabled} onChange={setEnabled}>
          Watch for drift
        </Toggle>
        <label className="field">
          Test
          <select
            className="select"
            value={detector}
            onChange={({ target }) => {
              const next = LiveDetector.parse(target.value);
              choose(next, signalsOf[next][0]);
            }}
          >
            {LiveDetector.options.map((name) => (
              <option key={name} value={name}>
                {detectorNames[name]}
              </option>
            ))}
          </select>
        </label>
        <div>
          <label className="field">
            Watches
            <select
              className="select"
              value={signal}
              disabled={signalsOf[detector].length === 1}
              aria-describedby={`${id}-signal`}
              onChange={({ target }) => choose(detector, DriftSignal.parse(target.value))}
            >
              {signalsOf[detector].map((each) => (
                <option key={each} value={each}>
                  {signalTexts[each].name}
                </option>
              ))}
            </select>
          </label>
          <p id={`${id}-signal`} className="hint">
            {signalTexts[signal].hint}
          </p>
        </div>
        {fields.map(({ name, text, hint }) => {
          const fault = faults.get(name);
          return (
            <div key={name}>
              <label className="field">
                {text}
                <input
                  type="text"
                  inputMode="numeric"
                  value={typed[name]}
                  aria-invalid={fault !== undefined || undefined}
                  aria-describedby={`${id}-${name}`}
                  onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
                />
              </label>
              <p id={`${id}-${name}`} className={fault === undefined ? 'hint' : 'hint bad'}>
                {fault ?? (name === 'referenceRows' ? `Drawn from the model's ${availableRows}.` : hint)}
              </p>
            </div>
          );
        })}
        {change.error && <ErrorNote message={change.error.message} />}
        {status.message !== null && <ErrorNote title="No detector could be made" message={status.message} />}
        <div className="actions">
          <Button type="submit" look="primary" busy={change.isPending} disabled={!wanted.success}>
            Apply
          </Button>
          {state === 'configuring' && (
            <label className="configuring">
              Configuring
              <progress value={progress} />
            </label>
          )}
        </div>
      </form>
    </Card>
  );
}

/** NaN, which no schema takes, for what is no number. */
const numberIn = (text: string): number => (/^\s*\d+\s*$/.test(text) ? Number(text) : NaN);
