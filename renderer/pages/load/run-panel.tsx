import { type LoadRun, type LoadTick, plannedMs } from '../../../core/shared/index.ts';
import { useCall, useChange } from '../../api/index.ts';
import { Badge, Button, ErrorNote, Icon } from '../../controls/index.ts';
import { momentText } from '../../format/index.ts';
import { spanText, useNow } from '../../session/index.ts';
import { Card } from '../card.tsx';
import { ProfileSteps } from './profile-steps.tsx';
import { RunChart } from './run-chart.tsx';
import { RunFigures } from './run-figures.tsx';
import { VerdictList } from './verdict-list.tsx';
import { isGoing, runWords } from './run-words.ts';

const noTicks: readonly LoadTick[] = [];

/** One run, live or past: where it is, what was measured, second by second. */
export function RunPanel({ run }: { run: LoadRun }) {
  const detail = useCall('loadRun', { id: run.id });
  const stop = useChange('stopLoadRun', ['loadRuns']);
  const { tone, text } = runWords[run.state];
  const going = isGoing(run);
  const ticks = detail.data?.run.id === run.id ? detail.data.run.ticks : noTicks;
  return (
    <Card
      title={run.plan.title}
      note={<RunNote run={run} />}
      className="run-panel"
      actions={
        <>
          <span aria-live="polite">
            <Badge tone={tone}>{text}</Badge>
          </span>
          {going && (
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
      {run.message !== null && <RunMessage text={run.message} failed={run.state === 'failed'} />}
      {stop.error && <ErrorNote title="The run could not be stopped" message={stop.error.message} />}
      {run.verdict && <VerdictList verdict={run.verdict} />}
      <div className="run-body">
        <ProfileSteps schedule={run.plan.schedule} progress={run.state === 'completed' ? 1 : run.progress} />
        <RunFigures totals={run.totals} />
      </div>
      <RunChart run={run} ticks={ticks} />
      {!going && <RunFiles id={run.id} />}
      {detail.error && <ErrorNote message={detail.error.message} />}
    </Card>
  );
}

/** A note of the run about itself: only a run that failed is an error of its own. */
function RunMessage({ text, failed }: { text: string; failed: boolean }) {
  if (failed) return <ErrorNote message={text} />;
  return (
    <p className="run-message">
      <Icon name="warning" />
      {text}
    </p>
  );
}

const files = [
  { file: 'run.json', text: 'JSON' },
  { file: 'seconds.csv', text: 'Seconds as CSV' },
  { file: 'percentiles.csv', text: 'Percentiles as CSV' },
];

function RunFiles({ id }: { id: string }) {
  return (
    <p className="run-files">
      <span className="faint">Save</span>
      {files.map(({ file, text }) => (
        <a key={file} href={`/api/console/load/runs/${encodeURIComponent(id)}/${file}`} download>
          {text}
        </a>
      ))}
    </p>
  );
}

function RunNote({ run }: { run: LoadRun }) {
  const nowMs = useNow();
  const { stages } = run.plan.schedule;
  if (!isGoing(run)) {
    const tookMs = (run.endedAtMs ?? run.startedAtMs) - run.startedAtMs;
    return `${momentText(run.startedAtMs)}, took ${spanText(tookMs)}`;
  }
  const leftMs = plannedMs(run.plan.schedule) - (nowMs - run.startedAtMs);
  const stage = stages.length > 1 ? `stage ${run.stage + 1} of ${stages.length}, ` : '';
  return `${stage}${run.plan.untilStopped ? `until stopped, at most ${spanText(leftMs)} more` : `${spanText(leftMs)} left`}`;
}
