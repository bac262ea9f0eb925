import type { LoadSchedule } from '../../../core/shared/index.ts';
import { profileText, type Step, stepsOf } from './profile.ts';

interface ProfileStepsProps {
  schedule: LoadSchedule;
  /** 0..1 of the planned time; what lies behind is filled. */
  progress?: number;
  /** Only the shape, for a list. */
  small?: boolean;
}

/** The stages of a plan as steps or slopes: time to the right, workers or requests per second upwards. */
export function ProfileSteps({ schedule, progress = 0, small = false }: ProfileStepsProps) {
  return (
    <>
      <span className="visually-hidden">{profileText(schedule)}</span>
      <span className={small ? 'profile small' : 'profile'} aria-hidden="true">
        {stepsOf(schedule).map((step) => (
          <span key={step.start} style={{ width: `${step.width * 100}%` }}>
            <span className="step" style={shapeOf(step)}>
              <span
                className="done"
                style={{ width: `${100 * Math.min(1, Math.max(0, (progress - step.start) / step.width))}%` }}
              />
            </span>
            {!small && step.width > 0.04 && <span className="count">{step.label}</span>}
          </span>
        ))}
      </span>
    </>
  );
}

/** As high as its higher end; a slope is cut out of that. */
function shapeOf({ fromHeight, toHeight }: Step) {
  const height = Math.max(fromHeight, toHeight);
  const top = (end: number) => (height > 0 ? `${100 * (1 - end / height)}%` : '0');
  const clipPath =
    fromHeight === toHeight ? undefined : `polygon(0 ${top(fromHeight)}, 100% ${top(toHeight)}, 100% 100%, 0 100%)`;
  return { height: `${height * 100}%`, clipPath };
}
