import type { DriftSample, DriftStatus } from '../../../core/shared/index.ts';
import { EmptyState } from '../../controls/index.ts';
import { ageText, useNow } from '../../session/index.ts';
import { Card } from '../card.tsx';
import { statisticText } from '../scatter/index.ts';
import { Thumbnail } from '../overview/thumbnail.tsx';
import { ReferencePicture } from './reference-picture.tsx';

interface FlaggedSamplesProps {
  flagged: readonly DriftSample[];
  pictures: DriftStatus['referencePictures'];
}

/** Pictures of the samples that were flagged last, each beside what the reference has that is nearest to it. */
export function FlaggedSamples({ flagged, pictures }: FlaggedSamplesProps) {
  const nowMs = useNow();
  return (
    <Card
      title="Flagged last"
      note="pictures whose arrival put, or kept, the window over the threshold; beside each the reference rows nearest to it"
      className="flagged"
    >
      {flagged.length === 0 ? (
        <EmptyState icon="picture" title="Nothing was flagged yet">
          The pictures that put the window over the threshold appear here.
        </EmptyState>
      ) : (
        <ul>
          {flagged.map(({ id, label, statistic, feature, timeMs, nearest }) => (
            <li key={id}>
              <Thumbnail id={id} />
              <span className="said">
                <span>{label ?? 'not kept'}</span>
                <span className="faint">
                  {statisticText(statistic)}
                  {feature !== null && `, ${feature}`}
                </span>
                <span className="faint">{ageText(timeMs, nowMs)}</span>
              </span>
              <ol aria-label="Nearest reference rows">
                {(nearest ?? []).map(({ row, distance }) => (
                  <li
                    key={row}
                    title={`Reference row ${row}, at a distance of ${distance.toFixed(2)} in feature space`}
                  >
                    {pictures === null ? (
                      <span className="row-number">row {row}</span>
                    ) : (
                      <ReferencePicture row={row} pictures={pictures} />
                    )}
                    <span className="faint">{distance.toFixed(1)}</span>
                  </li>
                ))}
              </ol>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
