import type { ScenarioRun } from '../../../core/shared/index.ts';
import { Badge, EmptyState, Link } from '../../controls/index.ts';
import { momentText } from '../../format/index.ts';
import { spanText } from '../../session/index.ts';
import { Card } from '../card.tsx';
import { runWords } from './scenario-words.ts';

/** Runs, newest first; each opens above. */
export function RunHistory({ runs, shownId }: { runs: readonly ScenarioRun[]; shownId: string | undefined }) {
  return (
    <Card title="Runs" className="runs" note="Their pictures and summaries are in the folder captures">
      {runs.length === 0 ? (
        <EmptyState icon="flag" title="No scenario was run yet">
          Begin with the first: it takes half a minute in its fast form.
        </EmptyState>
      ) : (
        <table className="table">
          <thead>
            <tr>
              {['Started', 'Scenario', 'Pace', 'State'].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col" className="number">
                Took
              </th>
              <th scope="col">Steps</th>
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

function RunRow({ run, isShown }: { run: ScenarioRun; isShown: boolean }) {
  const { tone, text } = runWords[run.state];
  const met = run.steps.filter(({ state }) => state === 'met').length;
  return (
    <tr aria-current={isShown || undefined}>
      <td>
        <Link href={`/scenarios?run=${encodeURIComponent(run.id)}`}>{momentText(run.startedAtMs)}</Link>
      </td>
      <td>{run.title}</td>
      <td>{run.mode === 'fast' ? 'Fast' : 'As in the tutorial'}</td>
      <td>
        <Badge tone={tone}>{text}</Badge>
      </td>
      <td className="number">{run.endedAtMs === null ? '' : spanText(run.endedAtMs - run.startedAtMs)}</td>
      <td>{`${met} of ${run.steps.length} met`}</td>
    </tr>
  );
}
