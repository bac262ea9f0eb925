import type { LoadRun } from '../../../core/shared/index.ts';
import { Badge, EmptyState, Link } from '../../controls/index.ts';
import { formatValue, momentText } from '../../format/index.ts';
import { spanText } from '../../session/index.ts';
import { Card } from '../card.tsx';
import { isGoing, runWords } from './run-words.ts';

/** Runs, newest first; each opens above the list. */
export function RunTable({ runs, shownId }: { runs: readonly LoadRun[]; shownId: string | undefined }) {
  return (
    <Card title="Runs" className="runs">
      {runs.length === 0 ? (
        <EmptyState icon="load" title="No run yet">
          Start one above. Its figures are kept here, and it is marked on every chart.
        </EmptyState>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Started</th>
              <th scope="col">Plan</th>
              <th scope="col">State</th>
              {['Took', 'Requests', 'Per second', 'p50', 'p95', 'p99', 'Errors'].map((name) => (
                <th key={name} scope="col" className="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <RunRow key={run.id} run={run} isShown={run.id === shownId} />
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function RunRow({ run, isShown }: { run: LoadRun; isShown: boolean }) {
  const { requests, requestsPerSecond, latencyMs, errors } = run.totals;
  const { tone, text } = runWords[run.state];
  const latency = (ms: number) => (requests === 0 ? '–' : formatValue(ms, 'ms', ms < 100 ? 1 : 0));
  return (
    <tr aria-current={isShown || undefined}>
      <td>
        <Link href={`/load?run=${encodeURIComponent(run.id)}`}>{momentText(run.startedAtMs)}</Link>
      </td>
      <td>{run.plan.title}</td>
      <td>
        <Badge tone={tone}>{text}</Badge>
      </td>
      <td className="number">{isGoing(run) ? '' : spanText((run.endedAtMs ?? run.startedAtMs) - run.startedAtMs)}</td>
      <td className="number">{formatValue(requests, 'none', 0)}</td>
      <td className="number">{formatValue(requestsPerSecond, 'none', 1)}</td>
      <td className="number">{latency(latencyMs.p50)}</td>
      <td className="number">{latency(latencyMs.p95)}</td>
      <td className="number">{latency(latencyMs.p99)}</td>
      <td className={errors > 0 ? 'number bad-text' : 'number'}>{errors}</td>
    </tr>
  );
}
