import type { ReactNode } from 'react';
import type { DriftSample } from '../../../core/shared/index.ts';
import { formatValue, momentText } from '../../format/index.ts';
import { statisticText } from './statistic-text.ts';
import { Thumbnail } from '../overview/thumbnail.tsx';

interface PointNoteProps {
  at: { x: number; y: number };
  /** Stands on the other side of the point, where there is room. */
  isRight: boolean;
  children: ReactNode;
}

/** What is known of one sample, beside its point. What it says is also said by the slider over the samples. */
export const PointNote = ({ at, isRight, children }: PointNoteProps) => (
  <div
    className={isRight ? 'point-note right' : 'point-note'}
    style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
    aria-hidden="true"
  >
    <div>{children}</div>
  </div>
);

/** All that is known of a sample of the service. */
export function LiveNote({ sample }: { sample: DriftSample }) {
  const { id, statistic, threshold, label, confidence, timeMs } = sample;
  return (
    <>
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
    </>
  );
}
