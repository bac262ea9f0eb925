import { formatDuration } from '../../../core/shared/index.ts';
import { EmptyState, ErrorNote } from '../../controls/index.ts';
import { formatValue } from '../../format/index.ts';
import { useTimeRange } from '../../session/index.ts';
import { Card } from '../card.tsx';
import { ShareBar } from '../share-bar.tsx';
import { classCounts, rangeQueries } from './overview-queries.ts';
import { useInstantSamples } from './use-promql.ts';

/** Which classes the model answered in the shown range, most often first. */
export function TopClasses() {
  const { resolve, seenAtMs } = useTimeRange();
  const { fromMs, toMs } = resolve(seenAtMs);
  const samples = useInstantSamples(rangeQueries(formatDuration(Math.round((toMs - fromMs) / 1000) * 1000)).classes);
  const classes = classCounts(samples.data ?? []);
  return (
    <Card title="Predicted classes" note="in the shown time">
      {samples.error && <ErrorNote message={samples.error.message} />}
      {samples.data && classes.length === 0 && (
        <EmptyState title="No class was predicted in this time">Choose a longer range, or send a picture.</EmptyState>
      )}
      <ol className="class-bars">
        {classes.map(({ label, count, share }) => (
          <li key={label}>
            <span className="name">{label}</span>
            <ShareBar share={share / classes[0]!.share} />
            <span className="number">{formatValue(Math.round(count), 'none', 0)}</span>
            <span className="number faint">{formatValue(share, 'percentunit', 0)}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
