import type { ReactNode } from 'react';

interface ToggleProps {
  checked: boolean;
  onChange(checked: boolean): void;
  children: ReactNode;
}

/** An on-off switch with its label. */
export function Toggle({ checked, onChange, children }: ToggleProps) {
  return (
    <label className="toggle">
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span className="track" aria-hidden="true" />
      {children}
    </label>
  );
}
