import { useCall, useChange } from '../../api/index.ts';
import { Button, ErrorNote, Link } from '../../controls/index.ts';
import { Card } from '../card.tsx';
import type { Standing } from './drift-figures.ts';

/** What it means, what to do, and two buttons to see the detector at work. */
export function NextSteps({ standing }: { standing: Standing }) {
  const start = useChange('startLoadRun', ['loadRuns']);
  const runs = useCall('loadRuns', {}).data?.runs ?? [];
  const going = runs.find(({ state }) => state === 'running' || state === 'stopping');
  const send = (plan: string) => start.mutate({ plan });
  const isStarting = (plan: string) => start.isPending && start.variables.plan === plan;
  return (
    <Card title="What to do next" className="next-steps">
      <Advice standing={standing} />
      <div className="actions">
        <Button
          icon="play"
          busy={isStarting('evaluation-loops-short') || going?.plan.name === 'evaluation-loops-short'}
          disabled={going !== undefined && going.plan.name !== 'evaluation-loops-short'}
          onClick={() => send('evaluation-loops-short')}
        >
          Send regular pictures
        </Button>
        <Button
          icon="play"
          look={standing === 'quiet' || standing === 'unseen' ? 'primary' : 'plain'}
          busy={isStarting('restyled-short') || going?.plan.name === 'restyled-short'}
          disabled={going !== undefined && going.plan.name !== 'restyled-short'}
          onClick={() => send('restyled-short')}
        >
          Send restyled pictures
        </Button>
      </div>
      <p className="faint" aria-live="polite">
        {going ? (
          <>
            {going.plan.title} is running. <Link href="/load">Watch or stop it</Link>
          </>
        ) : (
          'Each takes up to a minute.'
        )}
      </p>
      {start.error && <ErrorNote title="The run could not start" message={start.error.message} />}
    </Card>
  );
}

function Advice({ standing }: { standing: Standing }) {
  switch (standing) {
    case 'off':
      return <p>Drift detection is switched off. Switch it on beside, and every prediction is judged.</p>;
    case 'configuring':
      return <p>The detector is being made: its thresholds are found by trying out many windows of the reference.</p>;
    case 'failed':
      return <p>The detector could not be made with these settings. Change them beside, and apply.</p>;
    case 'filling':
      return <p>This detector begins with an empty window, and judges nothing until it is full.</p>;
    case 'unseen':
      return (
        <p>
          Send pictures like those the model was made on, then the same dishes in another style: within a minute the
          statistic crosses the threshold.
        </p>
      );
    case 'quiet':
      return (
        <p>
          What the model sees is what it was made on. To see how drift looks, send the same dishes drawn in another
          style.
        </p>
      );
    case 'drifting':
    case 'drifted':
      return (
        <ol>
          <li>Look at the flagged pictures: a new camera, another kind of picture, or one picture over and over?</li>
          <li>
            See on the <Link href="/">overview</Link> whether confidence fell and classes shifted with it.
          </li>
          <li>If the new pictures are here to stay, have some labelled, and train on them as well.</li>
          <li>If they are not (a test, a broken client), stop their source: the window forgets them by itself.</li>
        </ol>
      );
  }
}
