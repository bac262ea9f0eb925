import type { ClosedSchedule, LoadSchedule, OpenSchedule } from '../../../core/shared/index.ts';
import { Button, Segmented } from '../../controls/index.ts';
import { NumberField } from './number-field.tsx';
import { closedShapes, openShapes, withoutStage, withStage } from './schedule-shapes.ts';

interface ScheduleFieldsProps<S extends LoadSchedule = LoadSchedule> {
  schedule: S;
  onChange(schedule: LoadSchedule): void;
}

/** When requests are sent: by workers that wait for their answers, or at a rate of its own. */
export function ScheduleFields({ schedule, onChange }: ScheduleFieldsProps) {
  const shapes: { text: string; schedule: LoadSchedule }[] = schedule.kind === 'closed' ? closedShapes : openShapes;
  return (
    <fieldset className="editor-group">
      <legend>Schedule</legend>
      <div className="editor-row">
        <Segmented
          label="Model"
          value={schedule.kind}
          options={[
            { value: 'closed', text: 'Workers' },
            { value: 'open', text: 'Requests per second' },
          ]}
          onChange={(kind) => onChange((kind === 'closed' ? closedShapes : openShapes)[0]!.schedule)}
        />
        <span className="faint">Begin with</span>
        {shapes.map(({ text, schedule }) => (
          <Button key={text} look="quiet" onClick={() => onChange(schedule)}>
            {text}
          </Button>
        ))}
      </div>
      <div className="stage-rows">
        {schedule.kind === 'closed' ? (
          <ClosedStages schedule={schedule} onChange={onChange} />
        ) : (
          <OpenStages schedule={schedule} onChange={onChange} />
        )}
        <Button
          look="quiet"
          icon="add"
          disabled={schedule.stages.length >= 100}
          onClick={() => onChange(withStage(schedule))}
        >
          Stage
        </Button>
      </div>
      {schedule.kind === 'open' && (
        <div className="editor-row">
          <select
            className="select"
            aria-label="Arrivals"
            value={schedule.arrivals}
            onChange={({ target }) => onChange({ ...schedule, arrivals: target.value as OpenSchedule['arrivals'] })}
          >
            <option value="even">Evenly spaced</option>
            <option value="poisson">Poisson: independent clients</option>
          </select>
          <NumberField
            label="Most in flight"
            unit="in flight at most; more are dropped"
            hideLabel
            value={schedule.maxInFlight}
            onChange={(most) => onChange({ ...schedule, maxInFlight: most ?? NaN })}
          />
        </div>
      )}
    </fieldset>
  );
}

function ClosedStages({ schedule, onChange }: ScheduleFieldsProps<ClosedSchedule>) {
  const set = (index: number, part: Partial<ClosedSchedule['stages'][number]>) =>
    onChange({ ...schedule, stages: schedule.stages.map((old, at) => (at === index ? { ...old, ...part } : old)) });
  return schedule.stages.map(({ concurrency, durationMs }, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- stages have no name, and none is moved
    <div className="stage-row" key={index}>
      <NumberField
        label={`Workers of stage ${index + 1}`}
        hideLabel
        unit="for"
        value={concurrency}
        onChange={(workers) => set(index, { concurrency: workers ?? NaN })}
      />
      <Seconds index={index} durationMs={durationMs} onChange={(durationMs) => set(index, { durationMs })} />
      <RemoveStage schedule={schedule} index={index} onChange={onChange} />
    </div>
  ));
}

function OpenStages({ schedule, onChange }: ScheduleFieldsProps<OpenSchedule>) {
  const set = (index: number, part: Partial<OpenSchedule['stages'][number]>) =>
    onChange({ ...schedule, stages: schedule.stages.map((old, at) => (at === index ? { ...old, ...part } : old)) });
  return schedule.stages.map(({ fromPerSecond, toPerSecond, durationMs }, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- stages have no name, and none is moved
    <div className="stage-row" key={index}>
      <NumberField
        label={`Requests per second at the start of stage ${index + 1}`}
        hideLabel
        unit="to"
        value={fromPerSecond}
        onChange={(rate) => set(index, { fromPerSecond: rate ?? NaN })}
      />
      <NumberField
        label={`Requests per second at the end of stage ${index + 1}`}
        hideLabel
        unit="/s for"
        value={toPerSecond}
        onChange={(rate) => set(index, { toPerSecond: rate ?? NaN })}
      />
      <Seconds index={index} durationMs={durationMs} onChange={(durationMs) => set(index, { durationMs })} />
      <RemoveStage schedule={schedule} index={index} onChange={onChange} />
    </div>
  ));
}

function Seconds(props: { index: number; durationMs: number; onChange(durationMs: number): void }) {
  return (
    <NumberField
      label={`Seconds of stage ${props.index + 1}`}
      hideLabel
      unit="s"
      value={props.durationMs / 1000}
      onChange={(seconds) => props.onChange(Math.round((seconds ?? NaN) * 1000))}
    />
  );
}

function RemoveStage({ schedule, index, onChange }: ScheduleFieldsProps & { index: number }) {
  if (schedule.stages.length === 1) return null;
  return (
    <Button
      look="quiet"
      icon="close"
      aria-label={`Remove stage ${index + 1}`}
      onClick={() => onChange(withoutStage(schedule, index))}
    />
  );
}
