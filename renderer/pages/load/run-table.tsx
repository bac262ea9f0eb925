import { useState } from 'react';
import type { LoadRun } from '../../../core/shared/index.ts';
import { Badge, Button, EmptyState, Link } from '../../controls/index.ts';
import { formatValue, momentText } from '../../format/index.ts';
import { navigate, spanText } from '../../session/index.ts';
import { Card } from '../card.tsx';
import { isGoing, runWords } from './run-words.ts';
import { VerdictBadge } from './verdict-list.tsx';

interface RunTableProps {
  runs: readonly LoadRun[];
  shownId: string | undefined;
  comparedIds: readonly string[];
}

/** Runs, newest first; each opens above the list, and two can be laid side by side. */
export function RunTable({ runs, shownId, comparedIds }: RunTableProps) {
  const [picked, setPicked] = useState<readonly string[]>(comparedIds);
  // A third takes the place of the one that was picked first.
  const toggle = (id: string) =>
    setPicked(picked.includes(id) ? picked.filter((other) => other !== id) : [...picked, id].slice(-2));
  return (
    <Card
      title="Runs"
      className="runs"
      actions={
        runs.length > 1 && (
          <Button
            disabled={picked.length !== 2}
            onClick={() => navigate(`/load?compare=${picked.map(encodeURIComponent).join(',')}`)}
          >
            {picked.length === 2 ? 'Compare the two' : 'Pick two to compare'}
          </Button>
        )
      }
    >
      {runs.length === 0 ? (
        <EmptyState icon="load" title="No run yet">
          Start one above. Its figures are kept here, and it is marked on every chart.
        </EmptyState>
      ) : (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">
                  <span className="visually-hidden">Compare</span>
                </th>
                <th scope="col">Started</th>
                <th scope="col">Plan</th>
                <th scope="col">State</th>
                <th scope="col">Verdict</th>
                {['Took', 'Requests', 'Per second', 'p50', 'p95', 'p99', 'Errors'].map((name) => (
                  <th key={name} scope="col" className="number">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <RunRow
                  key={run.id}
                  run={run}
                  isShown={run.id === shownId}
                  isPicked={picked.includes(run.id)}
                  onPick={() => toggle(run.id)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

interface RunRowProps {
  run: LoadRun;
  isShown: boolean;
  isPicked: boolean;
  onPick(): void;
}

function RunRow({ run, isShown, isPicked, onPick }: RunRowProps) {
  const { requests, requestsPerSecond, latencyMs, errors } = run.totals;
  const { tone, text } = runWords[run.state];
  const latency = (ms: number) =>
    requests === 0 || latencyMs.max === 0 ? '–' : formatValue(ms, 'ms', ms < 100 ? 1 : 0);
  return (
    <tr aria-current={isShown || undefined}>
      <td>
        <input
          type="checkbox"
          aria-label={`Compare ${run.plan.title}, ${momentText(run.startedAtMs)}`}
          checked={isPicked}
          onChange={onPick}
        />
      </td>
      <td>
        <Link href={`/load?run=${encodeURIComponent(run.id)}`}>{momentText(run.startedAtMs)}</Link>
      </td>
      <td>{run.plan.title}</td>
      <td>
        <Badge tone={tone}>{text}</Badge>
      </td>
      <td>{run.verdict ? <VerdictBadge verdict={run.verdict} /> : <span className="faint">–</span>}</td>
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
