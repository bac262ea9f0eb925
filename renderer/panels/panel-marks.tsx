import type { ReactNode } from 'react';
import { Icon, Link, Popover } from '../controls/index.ts';
import { formatDateTime } from '../format/index.ts';
import type { Failure } from './panel-loader.ts';

const info = 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM8 7.3v3.7M8 5.1h.01';
const ruler = 'M1.8 10.2 10.2 1.8l4 4-8.4 8.4zM4.6 7.4l1.6 1.6M6.9 5.1 9.3 7.5M9.2 2.8l1.6 1.6';
const dots = 'M8 3.2h.01M8 8h.01M8 12.8h.01';

const Drawn = ({ path }: { path: string }) => (
  <svg className="icon" width={14} height={14} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d={path} />
  </svg>
);

interface MarkProps {
  label: string;
  tone?: 'warn' | 'bad' | 'quiet';
  icon: ReactNode;
  children: (close: () => void) => ReactNode;
}

/** A small button in the head of a panel that opens what it stands for. */
function Mark({ label, tone, icon, children }: MarkProps) {
  return (
    <span className={`panel-mark ${tone ?? ''}`} title={label}>
      <Popover
        label={label}
        trigger={
          <>
            {icon}
            <span className="visually-hidden">{label}</span>
          </>
        }
      >
        {children}
      </Popover>
    </span>
  );
}

/** What the panel shows, in the words of whoever made it. */
export function DescriptionMark({ title, text }: { title: string; text: string }) {
  return (
    <Mark label={`About ${title}`} icon={<Drawn path={info} />}>
      {() => <p className="panel-description">{text}</p>}
    </Mark>
  );
}

/** A warning that the lines are guesses between buckets too far apart. */
export function ResolutionMark({ text }: { text: string }) {
  return (
    <Mark label="Bucket resolution: these values are guesses" tone="warn" icon={<Drawn path={ruler} />}>
      {() => (
        <div className="panel-description">
          <p className="panel-description-title">Coarse buckets</p>
          <p>{text}</p>
        </div>
      )}
    </Mark>
  );
}

/** What went wrong with the latest refresh while older data stay on screen. */
export function FailureMark({ failures, asOfMs }: { failures: readonly Failure[]; asOfMs: number | null }) {
  return (
    <Mark label="The latest refresh failed" tone="bad" icon={<Icon name="warning" size={14} />}>
      {() => (
        <div className="panel-description">
          {failures.map(({ refId, message }) => (
            <p key={refId}>
              Query {refId}: {message}
            </p>
          ))}
          {asOfMs !== null && <p>Shown is what was known at {formatDateTime(asOfMs, 'HH:mm:ss')}.</p>}
        </div>
      )}
    </Mark>
  );
}

/** An alert about what the panel shows. */
export function AlertMark({ state, rules }: { state: 'pending' | 'firing'; rules: readonly string[] }) {
  return (
    <Mark
      label={`${rules.join(', ')}: ${state}`}
      tone={state === 'firing' ? 'bad' : 'warn'}
      icon={<Icon name="bell" size={14} />}
    >
      {() => (
        <div className="panel-description">
          <p className="panel-description-title">{state === 'firing' ? 'Firing' : 'Pending'}</p>
          {rules.map((rule) => (
            <p key={rule}>{rule}</p>
          ))}
          <p>
            <Link href="/alerts">All alerts</Link>
          </p>
        </div>
      )}
    </Mark>
  );
}

/** The dots that open a panel's menu. */
export function MenuMark({ title, children }: { title: string; children: MarkProps['children'] }) {
  return (
    <Mark label={`Menu of ${title}`} tone="quiet" icon={<Drawn path={dots} />}>
      {children}
    </Mark>
  );
}
