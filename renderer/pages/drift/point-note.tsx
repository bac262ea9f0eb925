import type { DriftSample } from '../../../core/shared/index.ts';
import { formatValue, momentText } from '../../format/index.ts';
import { statisticText } from './drift-figures.ts';
import { Thumbnail } from '../overview/thumbnail.tsx';

interface PointNoteProps {
  sample: DriftSample;
  at: { x: number; y: number };
  /** Stands on the other side of the point, where there is room. */
  isRight: boolean;
}

/** What is known of one sample, beside its point. What it says is also said by the slider over the samples. */
export function PointNote({ sample, at, isRight }: PointNoteProps) {
  const { id, statistic, threshold, label, confidence, timeMs } = sample;
  return (
    <div
      className={isRight ? 'point-note right' : 'point-note'}
      style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
      aria-hidden="true"
    >
      <div>
        <Thumbnail key={id} id={id} />
        <dl>
          <dt>Statistic</dt>
          <dd>
            {statisticText(statistic)} {statistic > threshold ? '>' : '≤'} {statisticText(threshold)}
            {sample.feature !== null && `, of ${sample.feature}`}
          </dd>
          <dt>Model said</dt>
          <dd>
            {label ?? 'not kept'}
            {confidence !== null && `, ${formatValue(confidence, 'percentunit', 0)} sure`}
          </dd>
          <dt>Sample</dt>
          <dd>
            {sample.sample}, {momentText(timeMs).slice(11)}
          </dd>
        </dl>
      </div>
    </div>
  );
}
