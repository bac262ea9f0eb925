import { isScenarioOver, type ScenarioRun } from '../../../core/shared/index.ts';
import { useChange } from '../../api/index.ts';
import { Badge, Button, ErrorNote, Icon } from '../../controls/index.ts';
import { momentText } from '../../format/index.ts';
import { navigate, useNow } from '../../session/index.ts';
import { Card } from '../card.tsx';
import { dashboardThen, runNote, runProgress, runWords } from './scenario-words.ts';
import { StepList } from './step-list.tsx';

/** One run: its steps with what is seen of each, and beside them what was measured and the picture. */
export function RunView({ run }: { run: ScenarioRun }) {
  const nowMs = useNow();
  const stop = useChange('stopScenario', ['scenarioRuns']);
  const { tone, text } = runWords[run.state];
  const isOver = isScenarioOver(run);
  const pace = run.mode === 'fast' ? 'fast' : 'as in the tutorial';
  return (
    <Card
      className="scene-run"
      title={run.title}
      note={`${momentText(run.startedAtMs)}, ${pace}, ${runNote(run, nowMs)}`}
      actions={
        <>
          <span aria-live="polite">
            <Badge tone={tone}>{text}</Badge>
          </span>
          {!isOver && (
            <Button
              look="danger"
              icon="stop"
              busy={stop.isPending || run.state === 'stopping'}
              onClick={() => stop.mutate({ id: run.id })}
            >
              Stop
            </Button>
          )}
        </>
      }
    >
      {!isOver && (
        <p className="visually-hidden" aria-live="polite">
          {nowAt(run)}
        </p>
      )}
      {!isOver && (
        <progress className="visually-hidden" aria-label="Progress of the scenario" max={1} value={runProgress(run)} />
      )}
      {run.message !== null && run.state !== 'stopped' && <ErrorNote message={run.message} />}
      {stop.error && <ErrorNote title="The scenario could not be stopped" message={stop.error.message} />}
      <div className="scene-run-body">
        <StepList steps={run.steps} />
        <div className="scene-findings">
          <Figures run={run} />
          <Results run={run} nowMs={nowMs} />
        </div>
      </div>
    </Card>
  );
}

/** For those who hear the page. */
function nowAt({ steps }: ScenarioRun): string {
  const at = steps.findIndex(({ state }) => state === 'running');
  return at < 0 ? '' : `Step ${at + 1} of ${steps.length}: ${steps[at]!.title}`;
}

function Figures({ run }: { run: ScenarioRun }) {
  if (run.figures.length === 0) {
    const words = isScenarioOver(run) ? 'Nothing was measured.' : 'What is measured on the way appears here.';
    return <p className="muted">{words}</p>;
  }
  return (
    <table className="table scene-figures">
      <caption className="visually-hidden">What was measured</caption>
      <tbody>
        {run.figures.map(({ name, value }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Results({ run, nowMs }: { run: ScenarioRun; nowMs: number }) {
  if (!isScenarioOver(run)) return null;
  const base = `/api/console/scenarios/runs/${encodeURIComponent(run.id)}`;
  return (
    <>
      {run.pictureFile !== null && (
        <a className="scene-picture" href={`${base}/picture.png`} target="_blank" rel="noreferrer">
          <img src={`${base}/picture.png`} alt={`The dashboard of this run of ${run.title}`} />
        </a>
      )}
      <div className="actions">
        <Button icon="dashboard" onClick={() => navigate(dashboardThen(run, nowMs))}>
          The dashboard at that time
        </Button>
        {run.summaryFile !== null && (
          <a className="button plain md" href={`${base}/summary.md`} download={run.summaryFile}>
            <Icon name="copy" />
            Summary
          </a>
        )}
        {run.pictureFile !== null && (
          <a className="button plain md" href={`${base}/picture.png`} download={run.pictureFile}>
            <Icon name="camera" />
            Picture
          </a>
        )}
      </div>
    </>
  );
}
