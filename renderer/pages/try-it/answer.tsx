import type { UseMutationResult } from '@tanstack/react-query';
import type { predictPicture } from '../../api/index.ts';
import { EmptyState, ErrorNote, Spinner } from '../../controls/index.ts';
import { formatValue } from '../../format/index.ts';
import { Card } from '../card.tsx';
import { ShareBar } from '../share-bar.tsx';
import { CopyButton } from '../copy-button.tsx';
import type { Picture } from './picture.ts';

type Sent = Awaited<ReturnType<typeof predictPicture>>;

interface AnswerProps {
  picture: Picture | null;
  prediction: UseMutationResult<Sent, Error, Picture>;
}

/** What the model says: the class, every probability, the time it took; or why there is no answer. */
export function Answer({ picture, prediction }: AnswerProps) {
  const { data, error, isPending } = prediction;
  return (
    <Card title="Answer" className="answer">
      <div aria-live="polite" aria-busy={isPending}>
        {error && !isPending && <ErrorNote title="No prediction" message={error.message} />}
        {data && !error && <Verdict sent={data} label={picture?.label ?? null} />}
        {isPending && !data && <Spinner label="Asking the model…" />}
      </div>
      {data && !error && <Probabilities sent={data} />}
      {data && !error && <Facts sent={data} />}
      {!data && !error && !isPending && (
        <EmptyState icon="overview" title="Nothing asked yet">
          Give it a picture on the left or pick one of the samples. The probability of every class appears here.
        </EmptyState>
      )}
    </Card>
  );
}

function Verdict({ sent: { reply }, label }: { sent: Sent; label: string | null }) {
  return (
    <div className="verdict">
      <p className="verdict-class">{reply.prediction}</p>
      <p className="verdict-share">{formatValue(reply.probability, 'percentunit', 1)}</p>
      {label !== null && (
        <p className={label === reply.prediction ? 'muted' : 'wrong'}>
          {label === reply.prediction ? 'as labelled' : `labelled ${label}`}
        </p>
      )}
    </div>
  );
}

function Probabilities({ sent: { reply } }: { sent: Sent }) {
  const classes = reply.probabilities ?? [{ label: reply.prediction, probability: reply.probability }];
  return (
    <ol className="class-bars" aria-label="Probability of every class">
      {classes.map(({ label, probability }, i) => (
        <li key={label}>
          <span className="name">{label}</span>
          <ShareBar share={probability} tone={i === 0 ? 'accent' : 'muted'} />
          <span className="number">{formatValue(probability, 'percentunit', 1)}</span>
        </li>
      ))}
    </ol>
  );
}

function Facts({ sent: { reply, roundTripMs } }: { sent: Sent }) {
  return (
    <dl className="facts">
      <div>
        <dt>Round trip</dt>
        <dd>{formatValue(roundTripMs, 'ms', roundTripMs < 100 ? 1 : 0)}</dd>
      </div>
      <div>
        <dt>Model</dt>
        <dd>
          {reply.model}, version {reply.model_version}
        </dd>
      </div>
      <div>
        <dt>Prediction</dt>
        <dd>
          <code>{reply.prediction_id}</code>
          <CopyButton text={reply.prediction_id} label="Copy the prediction's id" />
        </dd>
      </div>
    </dl>
  );
}
