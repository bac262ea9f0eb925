import type { ServiceStatus } from '../../core/shared/index.ts';
import { StatusDot, type Tone } from '../controls/index.ts';
import { spanText, useNow } from '../session/index.ts';

type State = ServiceStatus['state'];

/** How a state of the service is told: its colour and its name. */
export const stateWords: Record<State, { tone: Tone; text: string }> = {
  starting: { tone: 'warn', text: 'Starting' },
  running: { tone: 'ok', text: 'Running' },
  restarting: { tone: 'bad', text: 'Restarting' },
  stopping: { tone: 'warn', text: 'Stopping' },
  stopped: { tone: 'idle', text: 'Stopped' },
  failed: { tone: 'bad', text: 'Failed' },
};

/** The state of the service and for how long it has been so; always in sight, and announced when it changes. */
export function ServicePill({ service }: { service: ServiceStatus | undefined }) {
  const nowMs = useNow();
  const words = service ? stateWords[service.state] : { tone: 'idle' as const, text: 'not known' };
  return (
    <div className={`service-pill ${words.tone}`} title={service?.url ?? undefined}>
      <StatusDot tone={words.tone} />
      <div className="wide-only">
        <p>
          Service <strong aria-live="polite">{words.text.toLowerCase()}</strong>
        </p>
        {service && <p className="faint">for {spanText(nowMs - service.sinceMs)}</p>}
      </div>
    </div>
  );
}
