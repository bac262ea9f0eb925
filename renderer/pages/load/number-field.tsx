import { useId, useState } from 'react';

interface NumberFieldProps {
  label: string;
  /** What the number counts; shown behind it. */
  unit?: string;
  value: number | undefined;
  /** NaN where what was typed is no number, undefined where it is empty and may be. */
  onChange(value: number | undefined): void;
  optional?: boolean;
  /** The label is read out but not shown: it stands in the head of the column. */
  hideLabel?: boolean;
}

const read = (text: string): number => (text.trim() === '' ? NaN : Number(text.replace(',', '.')));

/** A number as it is typed: half-written ones stay as they are until they are numbers. */
export function NumberField({ label, unit, value, onChange, optional = false, hideLabel = false }: NumberFieldProps) {
  const id = useId();
  const [text, setText] = useState(value === undefined || Number.isNaN(value) ? '' : String(value));
  // What was set from outside (a template, another model) replaces what was typed.
  const typed = optional && text.trim() === '' ? undefined : read(text);
  const shown = Object.is(typed, value) ? text : value === undefined || Number.isNaN(value) ? text : String(value);
  const isWrong = !(optional && shown.trim() === '') && Number.isNaN(read(shown));
  return (
    <div className="field number-field">
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <span className="with-unit">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          value={shown}
          aria-invalid={isWrong || undefined}
          onChange={({ target }) => {
            setText(target.value);
            onChange(optional && target.value.trim() === '' ? undefined : read(target.value));
          }}
        />
        {unit}
      </span>
    </div>
  );
}
