import type { DriftSample } from '../../../core/shared/index.ts';
import { EmptyState } from '../../controls/index.ts';
import { ageText, useNow } from '../../session/index.ts';
import { Card } from '../card.tsx';
import { Thumbnail } from '../overview/thumbnail.tsx';

/** Pictures of the samples that were flagged last. */
export function FlaggedSamples({ flagged }: { flagged: readonly DriftSample[] }) {
  const nowMs = useNow();
  return (
    <Card
      title="Flagged last"
      note="pictures whose arrival put, or kept, the window over the threshold"
      className="flagged"
    >
      {flagged.length === 0 ? (
        <EmptyState icon="picture" title="Nothing was flagged yet">
          The pictures that put the window over the threshold appear here.
        </EmptyState>
      ) : (
        <ul>
          {flagged.map(({ id, label, statistic, timeMs }) => (
            <li key={id}>
              <Thumbnail id={id} />
              <span>{label ?? 'not kept'}</span>
              <span className="faint">
                {statistic.toFixed(3)}, {ageText(timeMs, nowMs)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
