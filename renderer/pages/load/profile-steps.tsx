import type { LoadStage } from '../../../core/shared/index.ts';
import { profileText, stepsOf } from './profile.ts';

interface ProfileStepsProps {
  stages: readonly LoadStage[];
  /** 0..1 of the planned time; what lies behind is filled. */
  progress?: number;
}

/** The stages of a plan as steps: time to the right, requests in flight upwards. */
export function ProfileSteps({ stages, progress = 0 }: ProfileStepsProps) {
  return (
    <>
      <span className="visually-hidden">Concurrency {profileText(stages)}</span>
      <span className="profile" aria-hidden="true">
        {stepsOf(stages).map(({ start, width, height, concurrency }) => {
          const done = Math.min(1, Math.max(0, (progress - start) / width));
          return (
            <span key={start} style={{ width: `${width * 100}%` }}>
              <span className="step" style={{ height: `${height * 100}%` }}>
                <span className="done" style={{ width: `${done * 100}%` }} />
                <span className="count">{concurrency}</span>
              </span>
            </span>
          );
        })}
      </span>
    </>
  );
}
