import { useState } from 'react';
import type { StackServiceName, StackStatus } from '../../../core/shared/index.ts';
import { useCall, useChange } from '../../api/index.ts';
import { Button, ErrorNote, Spinner } from '../../controls/index.ts';
import { PageHeader } from '../../frame/index.ts';
import { LogCard } from './log-card.tsx';
import { NoEngine } from './no-engine.tsx';
import { OptionsCard } from './options-card.tsx';
import { ServicesCard } from './services-card.tsx';

/** What the engine does without us (a container somebody stopped) is seen by asking; the rest is told. */
const refetchMs = 5_000;

/** The managed containers: which engine, which services, how they are, and what becomes of them. */
export function StackPage() {
  const { data, error, isPending } = useCall('stack', {}, { refetchMs });
  const [logOf, setLogOf] = useState<StackServiceName | null>(null);
  const stack = data?.stack;
  const hasEngine = stack?.engine.kind === 'found' || stack?.services.some(({ state }) => state !== 'absent');
  return (
    <>
      <PageHeader title="Stack" note={stack && <EngineNote stack={stack} />}>
        {stack && hasEngine && <StartStop stack={stack} />}
      </PageHeader>
      <div className="page-body stack">
        {isPending && <Spinner label="Looking for a container engine…" />}
        {error && !stack && <ErrorNote message={error.message} />}
        {stack?.notices.map((notice) => (
          <ErrorNote key={notice} message={notice} />
        ))}
        {stack?.engine.kind === 'none' && !hasEngine && <NoEngine reason={stack.engine.reason} />}
        {stack?.engine.kind === 'none' && hasEngine && (
          <ErrorNote title="The container engine does not answer" message={stack.engine.reason} />
        )}
        {stack && hasEngine && (
          <>
            <ServicesCard stack={stack} logOf={logOf} onLog={setLogOf} />
            {logOf !== null && <LogCard service={logOf} onClose={() => setLogOf(null)} />}
            <OptionsCard stack={stack} />
          </>
        )}
      </div>
    </>
  );
}

function EngineNote({ stack: { engine } }: { stack: StackStatus }) {
  if (engine.kind === 'none') return <>No container engine</>;
  return (
    <>
      {engine.name} {engine.version}
      {engine.isRootless ? ', rootless' : ''} at <code>{engine.address}</code>
    </>
  );
}

function StartStop({ stack: { phase, engine } }: { stack: StackStatus }) {
  const start = useChange('startStack', ['stack']);
  const stop = useChange('stopStack', ['stack']);
  const isUp = phase === 'on' || phase === 'starting';
  return (
    <>
      {(start.error ?? stop.error) && <span className="hint bad">{(start.error ?? stop.error)!.message}</span>}
      {phase === 'on' && (
        <Button icon="refresh" busy={start.isPending} onClick={() => start.mutate({})}>
          Start what is down
        </Button>
      )}
      {isUp ? (
        <Button icon="stop" busy={stop.isPending} onClick={() => stop.mutate({})}>
          {phase === 'starting' ? 'Cancel and stop' : 'Stop'}
        </Button>
      ) : (
        <Button
          look="primary"
          icon="play"
          busy={start.isPending || phase === 'stopping'}
          disabled={engine.kind === 'none'}
          onClick={() => start.mutate({})}
        >
          Start
        </Button>
      )}
    </>
  );
}
