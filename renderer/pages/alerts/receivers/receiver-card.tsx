import type { Delivery, ReceiverView } from '../../../../core/shared/index.ts';
import { useChange } from '../../../api/index.ts';
import { Badge, Button, ErrorNote, Icon, Toggle } from '../../../controls/index.ts';
import { momentText } from '../../../format/index.ts';
import { ageText, useNow } from '../../../session/index.ts';
import { Card } from '../../card.tsx';
import { MatcherChips } from '../matcher-chips.tsx';
import { changeOf } from './receiver-draft.ts';
import { healthWords, kindWords, placeText } from './receiver-words.ts';

interface ReceiverCardProps {
  view: ReceiverView;
  onEdit(): void;
  onRemove(): void;
}

/** One receiver: where it goes, how that goes, and a button that tries it. */
export function ReceiverCard({ view, onEdit, onRemove }: ReceiverCardProps) {
  const { name, kind, enabled, matchers, health } = view;
  const test = useChange('testReceiver', ['receivers', 'deliveries']);
  const change = useChange('setReceiver', ['receivers']);
  const { tone, text } = healthWords(view);
  return (
    <Card
      title={name}
      note={kindWords[kind].name}
      className="receiver-card"
      actions={
        <Toggle
          checked={enabled}
          onChange={(next) => change.mutate({ name, receiver: { ...changeOf(view), enabled: next } })}
        >
          <span className="visually-hidden">{name} is</span> {enabled ? 'On' : 'Off'}
        </Toggle>
      }
    >
      <p className="place">{placeText(view)}</p>
      {matchers.length > 0 && (
        <div className="which-alerts">
          <span className="faint">Only alerts with</span>
          <MatcherChips matchers={matchers} />
        </div>
      )}
      <p className="receiver-state">
        <Badge tone={tone}>{text}</Badge>
        {health.lastDeliveredAtMs !== null && <LastDelivered atMs={health.lastDeliveredAtMs} />}
      </p>
      {enabled && health.lastError !== null && <p className="bad-text reason">{health.lastError}</p>}
      {change.error && <ErrorNote message={change.error.message} />}
      {test.error && <ErrorNote message={test.error.message} />}
      {test.data && <TestOutcome delivery={test.data.delivery} />}
      <div className="actions">
        <Button busy={test.isPending} onClick={() => test.mutate({ name })}>
          Send a test
        </Button>
        <Button onClick={onEdit}>Change</Button>
        <Button look="quiet" className="push" onClick={onRemove}>
          Remove
        </Button>
      </div>
    </Card>
  );
}

function LastDelivered({ atMs }: { atMs: number }) {
  const nowMs = useNow();
  return (
    <span className="faint">
      last delivered{' '}
      <time dateTime={new Date(atMs).toISOString()} title={momentText(atMs)}>
        {ageText(atMs, nowMs)}
      </time>
    </span>
  );
}

function TestOutcome({ delivery: { state, note } }: { delivery: Delivery }) {
  if (state !== 'delivered')
    return <ErrorNote title="The test did not arrive" message={note ?? 'No reason was given.'} />;
  return (
    <output className="test-outcome">
      <Icon name="check" />
      The test arrived. {note}
    </output>
  );
}
