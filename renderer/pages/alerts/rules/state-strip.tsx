import type { StateSpan } from '../../../../core/shared/index.ts';
import { momentText } from '../../../format/index.ts';

interface StateStripProps {
  spans: readonly StateSpan[];
  fromMs: number;
  toMs: number;
  /** What it is about, for those who cannot see it. */
  label: string;
}

/** What an alert went through over a range of time: a strip that is empty while all was well. */
export function StateStrip({ spans, fromMs, toMs, label }: StateStripProps) {
  const shown = spans.filter((span) => span.fromMs <= toMs && (span.toMs ?? toMs) >= fromMs);
  const share = (timeMs: number) => (100 * (Math.min(Math.max(timeMs, fromMs), toMs) - fromMs)) / (toMs - fromMs);
  const firing = shown.filter(({ state }) => state === 'firing').length;
  const text = shown.length === 0 ? 'normal all the time' : `${firing} times firing`;
  return (
    <div className="state-strip">
      <span className="visually-hidden">{`${label}: ${text}`}</span>
      {shown.map(({ state, fromMs: beganMs, toMs: endedMs }) => (
        <span
          key={`${state} ${beganMs}`}
          className={state}
          title={`${state === 'firing' ? 'Firing' : 'Pending'} from ${momentText(beganMs)} ${endedMs === null ? 'until now' : `to ${momentText(endedMs)}`}`}
          style={{ left: `${share(beganMs)}%`, width: `${share(endedMs ?? toMs) - share(beganMs)}%` }}
        />
      ))}
    </div>
  );
}

/** The states of several alerts as one: firing where any fires, pending where any is pending. */
export function joinedSpans(all: readonly (readonly StateSpan[])[]): StateSpan[] {
  // Pending first, so that what fires is drawn over it.
  return all.flat().sort((a, b) => (a.state === b.state ? a.fromMs - b.fromMs : a.state === 'pending' ? -1 : 1));
}
