import { useEffect, useRef } from 'react';
import type { StackLogLine, StackServiceName } from '../../../core/shared/index.ts';
import { useCall } from '../../api/index.ts';
import { Button, ErrorNote, Spinner } from '../../controls/index.ts';
import { Card } from '../card.tsx';

const refetchMs = 2_000;
const tail = 300;

/** The last lines of a container's log, followed while one is at its end. */
export function LogCard({ service, onClose }: { service: StackServiceName; onClose(): void }) {
  const { data, error, isPending, isPlaceholderData } = useCall('stackLogs', { service, tail }, { refetchMs });
  return (
    <Card
      title={`Log of ${service}`}
      note={`the last ${tail} lines`}
      actions={<Button look="quiet" icon="close" aria-label="Close the log" onClick={onClose} />}
    >
      {error && <ErrorNote message={error.message} />}
      {(isPending || isPlaceholderData) && !error && <Spinner label="Reading the log…" />}
      {data && !isPlaceholderData && !error && <Lines lines={data.lines} />}
    </Card>
  );
}

function Lines({ lines }: { lines: readonly StackLogLine[] }) {
  const box = useRef<HTMLPreElement>(null);
  const isAtEnd = useRef(true);
  // After every drawing: new lines push the end away.
  useEffect(() => {
    if (isAtEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  });
  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = box.current!;
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < 24;
  };
  if (lines.length === 0) return <p className="muted">It has written nothing.</p>;
  return (
    // A region that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre ref={box} className="container-log" tabIndex={0} role="log" aria-label="Log" onScroll={onScroll}>
      {lines.map(({ at, text, stream }, i) => (
        <span key={`${at} ${i}`} className={stream}>
          <time>{at.slice(11, 23)}</time> {text}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}
