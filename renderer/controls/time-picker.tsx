import { type FormEvent, useId, useState } from 'react';
import { formatDuration } from '../../core/shared/index.ts';
import { momentText } from '../format/index.ts';
import {
  describeRange,
  isRelativeRange,
  quickRanges,
  refreshChoicesMs,
  resolveRange,
  shiftRange,
  type TimeRange,
  useTimeRange,
  zoomOut,
} from '../session/index.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Popover } from './popover.tsx';

/** The time range and refresh of the page: shift, pick, zoom out; refresh now or every so often. */
export function TimePicker() {
  const time = useTimeRange();
  const range = { from: time.from, to: time.to };
  const go = ({ from, to }: TimeRange) => time.setRange(from, to);
  return (
    <div className="time-picker">
      <fieldset className="joined" aria-label="Time range">
        <Button icon="back" aria-label="Earlier" onClick={() => go(shiftRange(range, -1, Date.now()))} />
        <Popover
          label="Choose a time range"
          trigger={
            <>
              <Icon name="clock" />
              <span className="visually-hidden">Time range:</span>
              {describeRange(range)}
              <Icon name="down" size={12} />
            </>
          }
        >
          {(close) => (
            <RangePanel
              range={range}
              onPick={(next) => {
                go(next);
                close();
              }}
            />
          )}
        </Popover>
        <Button icon="forward" aria-label="Later" onClick={() => go(shiftRange(range, 1, Date.now()))} />
        <Button icon="zoomOut" aria-label="Zoom out" onClick={() => go(zoomOut(range, Date.now()))} />
      </fieldset>
      <RefreshPicker refreshMs={time.refreshMs} onPick={time.setRefresh} onRefresh={time.refreshNow} />
    </div>
  );
}

function RangePanel({ range, onPick }: { range: TimeRange; onPick(range: TimeRange): void }) {
  return (
    <div className="range-panel">
      <AbsoluteForm range={range} onPick={onPick} />
      <div>
        <h3>Quick ranges</h3>
        <ul className="choices">
          {quickRanges.map(({ label, from, to }) => {
            const chosen = range.from === from && range.to === to;
            return (
              <li key={label}>
                <button type="button" aria-current={chosen || undefined} onClick={() => onPick({ from, to })}>
                  {label}
                  {chosen && <Icon name="check" size={14} />}
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

/** Typed ends: relative ones are shown as they are written, others as local time. */
function AbsoluteForm({ range, onPick }: { range: TimeRange; onPick(range: TimeRange): void }) {
  const [typed, setTyped] = useState(() => asTyped(range));
  const [wrong, setWrong] = useState(false);
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const ok = resolveRange(typed, Date.now()) !== null;
    setWrong(!ok);
    if (ok) onPick({ from: typed.from.trim(), to: typed.to.trim() });
  };
  const field = (edge: 'from' | 'to', label: string) => (
    <label className="field">
      {label}
      <input
        value={typed[edge]}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={wrong || undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setTyped({ ...typed, [edge]: event.target.value })}
      />
    </label>
  );
  return (
    <form className="absolute-range" onSubmit={submit} noValidate>
      <h3>Absolute range</h3>
      {field('from', 'From')}
      {field('to', 'To')}
      <Button type="submit" look="primary">
        Apply
      </Button>
      <p id={`${id}-hint`} className={wrong ? 'hint bad' : 'hint'} role={wrong ? 'alert' : undefined}>
        {wrong
          ? 'From must be a moment before To. Write now-1h, now/d or 2026-11-20 10:30.'
          : 'For example now-1h, now/d or 2026-11-20 10:30, in local time.'}
      </p>
    </form>
  );
}

function asTyped(range: TimeRange): TimeRange {
  const resolved = isRelativeRange(range) ? null : resolveRange(range, Date.now());
  return resolved ? { from: momentText(resolved.fromMs), to: momentText(resolved.toMs) } : range;
}

interface RefreshPickerProps {
  refreshMs: number | null;
  onPick(refreshMs: number | null): void;
  onRefresh(): void;
}

function RefreshPicker({ refreshMs, onPick, onRefresh }: RefreshPickerProps) {
  const other = refreshMs !== null && !refreshChoicesMs.some((ms) => ms === refreshMs) ? [refreshMs] : [];
  return (
    <fieldset className="joined" aria-label="Refresh">
      <Button icon="refresh" aria-label="Refresh now" onClick={onRefresh} />
      <select
        className="select"
        aria-label="Refresh every"
        value={refreshMs ?? 'off'}
        onChange={({ target }) => onPick(target.value === 'off' ? null : Number(target.value))}
      >
        <option value="off">Off</option>
        {[...other, ...refreshChoicesMs].map((ms) => (
          <option key={ms} value={ms}>
            {formatDuration(ms)}
          </option>
        ))}
      </select>
    </fieldset>
  );
}
