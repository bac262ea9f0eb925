import { useState } from 'react';
import { formatDuration, parseDuration } from '../../../core/shared/index.ts';

interface StepFieldProps {
  /** null lets the range decide. */
  stepMs: number | null;
  /** What it comes to at present. */
  autoMs: number;
  onChange(stepMs: number | null): void;
}

/** The distance of the graph's points: empty for one that fits the range, or a duration such as `30s`. */
export function StepField({ stepMs, autoMs, onChange }: StepFieldProps) {
  const shown = stepMs === null ? '' : formatDuration(stepMs);
  const [typed, setTyped] = useState<string | null>(null);
  const text = (typed ?? shown).trim();
  const ms = text === '' ? null : parseDuration(text);
  const isWrong = text !== '' && (ms === null || ms === 0);
  const commit = () => {
    if (isWrong) return;
    setTyped(null);
    if (ms !== stepMs) onChange(ms);
  };
  return (
    <label className="step-field">
      Step
      <input
        value={typed ?? shown}
        placeholder={`auto, ${formatDuration(autoMs)}`}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={isWrong || undefined}
        title={isWrong ? 'Write a duration such as 15s, 1m or 1h30m; empty fits the range' : undefined}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={commit}
        onKeyDown={({ key }) => {
          if (key === 'Enter') commit();
          if (key === 'Escape') setTyped(null);
        }}
      />
    </label>
  );
}
