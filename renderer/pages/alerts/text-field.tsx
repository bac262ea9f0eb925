import { type ComponentProps, type ReactNode, useId } from 'react';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  label: string;
  value: string;
  onChange(value: string): void;
  hint?: ReactNode;
  /** What is wrong with it, once that is to be said. */
  fault?: string | undefined;
}

/** A labelled line of text with a hint below it, or with what is wrong. */
export function TextField({ label, value, onChange, hint, fault, ...rest }: TextFieldProps) {
  const id = useId();
  const note = fault === undefined ? hint : asSentence(fault);
  return (
    <div className="text-field">
      <label className="field">
        {label}
        <input
          spellCheck={false}
          autoComplete="off"
          {...rest}
          value={value}
          aria-invalid={fault !== undefined || undefined}
          aria-describedby={note === undefined ? undefined : id}
          onChange={({ target }) => onChange(target.value)}
        />
      </label>
      {note !== undefined && (
        <p id={id} className={fault === undefined ? 'hint' : 'hint bad'}>
          {note}
        </p>
      )}
    </div>
  );
}

const asSentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;

/** The first fault of each field, by the name the schema gives it. */
export function faultsByField(
  error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } | undefined,
) {
  const faults: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) faults[String(path[0])] ??= message;
  return faults;
}
