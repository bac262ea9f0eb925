import type { ScenarioStep, ScenarioStepRun } from '../../../core/shared/index.ts';
import { Icon, Link } from '../../controls/index.ts';
import { spanText, useNow } from '../../session/index.ts';
import { stepSpanMs, stepWords } from './scenario-words.ts';

/** The steps of a run, one below the other along a line; the one under way is told in full. */
export function StepList({ steps }: { steps: readonly ScenarioStepRun[] }) {
  const nowMs = useNow();
  return (
    <ol className="scene-steps">
      {steps.map((step, index) => (
        <li key={index} className={step.state} aria-current={step.state === 'running' ? 'step' : undefined}>
          <StepMark state={step.state} number={index + 1} />
          <div className="scene-step">
            <p className="scene-step-head">
              <strong>{step.title}</strong>
              <StepTime step={step} nowMs={nowMs} />
            </p>
            {step.state === 'running' && <p>{step.text}</p>}
            <p className="muted">
              Until {step.ends}
              {step.seen !== null && (
                <>
                  {' · '}
                  <span className="scene-seen">{step.seen}</span>
                </>
              )}
            </p>
            {step.state === 'running' && <StepLive step={step} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

function StepMark({ state, number }: { state: ScenarioStepRun['state']; number: number }) {
  const { icon, text } = stepWords[state];
  return (
    <span className="scene-mark">
      <span aria-hidden="true">
        {state === 'running' ? <span className="spinner" /> : icon ? <Icon name={icon} size={14} /> : number}
      </span>
      <span className="visually-hidden">{text}</span>
    </span>
  );
}

function StepTime({ step, nowMs }: { step: ScenarioStepRun; nowMs: number }) {
  const spanMs = stepSpanMs(step, nowMs);
  if (spanMs === null) return null;
  const limit = step.state === 'running' ? ` of at most ${spanText(step.withinMs)}` : '';
  return (
    <span className="faint">
      {spanText(spanMs)}
      {limit}
    </span>
  );
}

function StepLive({ step }: { step: ScenarioStepRun }) {
  return (
    <>
      {step.progress !== null && (
        <span className="share-bar" aria-hidden="true">
          <span style={{ width: `${step.progress * 100}%` }} />
        </span>
      )}
      <LookLinks look={step.look} />
    </>
  );
}

/** Where to look meanwhile. */
function LookLinks({ look }: { look: ScenarioStep['look'] }) {
  if (look.length === 0) return null;
  return (
    <p className="scene-look">
      <span className="muted">Look at</span>
      {look.map(({ text, href }) => (
        <Link key={href} href={href}>
          {text}
        </Link>
      ))}
    </p>
  );
}
