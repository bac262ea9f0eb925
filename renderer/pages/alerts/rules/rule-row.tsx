import { useState } from 'react';
import { type AlertCourse, type LiveAlert, ruleName, type RuleStatus } from '../../../../core/shared/index.ts';
import { Badge, Button, Icon, Link } from '../../../controls/index.ts';
import { momentText } from '../../../format/index.ts';
import { ageText, type ResolvedRange, useNow } from '../../../session/index.ts';
import { silenceAddress } from '../silences/silence-draft.ts';
import { stateWords, valueText } from './rule-words.ts';
import { joinedSpans, StateStrip } from './state-strip.tsx';

interface RuleRowProps {
  rule: RuleStatus;
  /** Cannot be changed. */
  isFixed: boolean;
  courses: readonly AlertCourse[];
  range: ResolvedRange;
  onEdit(): void;
  onDelete(): void;
}

/** A rule, and below it its alerts once it is opened. */
export function RuleRow({ rule, isFixed, courses, range, onEdit, onDelete }: RuleRowProps) {
  const [isOpen, setOpen] = useState(false);
  const name = ruleName(rule.rule);
  const { tone, text } = stateWords(rule);
  const { alerts } = rule;
  const worst = alerts.find(({ state }) => state === rule.state);
  return (
    <>
      <tr>
        <td>
          <Badge tone={tone}>{text}</Badge>
        </td>
        <td className="rule-name">
          <button type="button" className="rule-toggle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <Icon name={isOpen ? 'down' : 'forward'} size={14} />
            {name}
          </button>
          {!isOpen && <code title={rule.rule.expr}>{rule.rule.expr.replace(/\s+/g, ' ')}</code>}
          {rule.lastError !== '' && <RuleError rule={rule} />}
        </td>
        <td className="number">
          {alerts.length > 1 ? `${alerts.length} alerts` : worst ? valueText(worst.value) : '–'}
        </td>
        <td className="moment">{worst ? <Since alert={worst} /> : '–'}</td>
        <td>
          {rule.rule.record ? (
            <span className="faint">writes a series</span>
          ) : (
            <StateStrip spans={joinedSpans(courses.map(({ spans }) => spans))} label={name} {...range} />
          )}
        </td>
        <td className="row-actions">
          {!isFixed && (
            <>
              <Button look="quiet" onClick={onEdit} aria-label={`Edit ${name}`}>
                Edit
              </Button>
              <Button look="quiet" icon="close" aria-label={`Delete ${name}`} onClick={onDelete} />
            </>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr className="rule-more">
          <td colSpan={6}>
            <RuleDetails rule={rule} courses={courses} range={range} />
          </td>
        </tr>
      )}
    </>
  );
}

function RuleError({ rule: { lastError, line } }: { rule: RuleStatus }) {
  return (
    <p className="bad-text">
      {lastError}
      {line !== null && <span className="faint"> (line {line} of the file)</span>}
    </p>
  );
}

function RuleDetails({ rule, courses, range }: Pick<RuleRowProps, 'rule' | 'courses' | 'range'>) {
  const { expr, annotations, labels, for: held, keep_firing_for: kept } = rule.rule;
  const conditions = [
    ...(held ? [`fires after ${held}`] : []),
    ...(kept ? [`goes on firing for ${kept}`] : []),
    ...Object.entries(labels ?? {}).map(([name, value]) => `${name}=${value}`),
  ];
  return (
    <div className="rule-details">
      <pre>
        <code>{expr.trim()}</code>
      </pre>
      <p className="faint">
        {conditions.join(' · ')}
        {conditions.length > 0 && ' · '}
        <Link href={`/explore?${new URLSearchParams({ expr })}`}>Explore</Link>
      </p>
      {annotations?.['description'] !== undefined && <p>{annotations['description']}</p>}
      {rule.alerts.map((alert) => (
        <AlertLine key={JSON.stringify(alert.labels)} alert={alert} courses={courses} range={range} />
      ))}
    </div>
  );
}

function AlertLine({ alert, courses, range }: { alert: LiveAlert } & Pick<RuleRowProps, 'courses' | 'range'>) {
  const { labels, annotations, state, value } = alert;
  const same = courses.find((course) => sameLabels(course.labels, labels));
  return (
    <div className="alert-line">
      <Badge tone={state === 'firing' ? 'bad' : 'warn'}>{state === 'firing' ? 'Firing' : 'Pending'}</Badge>
      <div>
        {annotations['summary'] !== undefined && <p>{annotations['summary']}</p>}
        <ul className="label-chips">
          {Object.entries(labels).map(([name, text]) => (
            <li key={name}>
              {name}=<b>{text}</b>
            </li>
          ))}
        </ul>
      </div>
      <span className="number">{valueText(value)}</span>
      <Since alert={alert} />
      <StateStrip spans={same?.spans ?? []} label={annotations['summary'] ?? 'This alert'} {...range} />
      <Link href={silenceAddress(labels)} className="button quiet md">
        Silence
      </Link>
    </div>
  );
}

const sameLabels = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([name, value]) => b[name] === value);

function Since({ alert: { activeAtMs, firedAtMs, state, keptSinceMs } }: { alert: LiveAlert }) {
  const nowMs = useNow();
  const sinceMs = state === 'firing' ? (firedAtMs ?? activeAtMs) : activeAtMs;
  const kept = keptSinceMs === null ? '' : `; the condition ended ${ageText(keptSinceMs, nowMs)}`;
  return (
    <time dateTime={new Date(sinceMs).toISOString()} title={`${momentText(sinceMs)}${kept}`}>
      {ageText(sinceMs, nowMs)}
    </time>
  );
}
