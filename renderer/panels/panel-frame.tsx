import { type ReactNode, type Ref, useContext, useEffect, useId, useRef } from 'react';
import type { Panel } from '../../core/shared/index.ts';
import { type Box, type Brush, type ChartTheme, type LegendModel, type Picture } from '../charts/index.ts';
import { Icon } from '../controls/index.ts';
import { DescriptionMark, FailureMark, ResolutionMark } from './panel-marks.tsx';
import type { PanelData } from './panel-data.ts';
import type { PanelState } from './panel-loader.ts';
import { PanelMenu } from './panel-menu.tsx';
import type { QueryPlan } from './query-plan.ts';
import { SurroundingsContext } from './surroundings.ts';
import { useResolution } from './use-resolution.ts';

interface PanelPicture {
  legend: LegendModel | null;
  paint: (brush: Brush, box: Box, ratio: number) => void;
}

interface PanelFrameProps {
  panel: Panel;
  plan: QueryPlan | null;
  state: PanelState;
  /** Put on the body, whose width decides how many points are asked for. */
  measure: Ref<HTMLDivElement>;
  /** How the panel is drawn into a file; only called when there are data. */
  picture: (data: PanelData, theme: ChartTheme) => PanelPicture;
  /** Shown when there are data. */
  children: ReactNode;
}

/** Title, remarks and menu of a panel; loading, empty, stale and failed, said once for all kinds of panels. */
export function PanelFrame({ panel, plan, state, measure, picture, children }: PanelFrameProps) {
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const { pictures } = useContext(SurroundingsContext);
  const title = panel.title ?? '';
  const { data, isLoading, failures, asOfMs } = state;
  const isEmpty = data !== null && !data.series.some(({ values }) => values.some((value) => !Number.isNaN(value)));
  const resolution = useResolution(panel, data);

  const draw = (theme: ChartTheme): Picture => {
    if (data === null || isEmpty) {
      const note = failures[0]?.message ?? (data === null ? 'Not loaded yet' : 'No data');
      return { title, note, legend: null, paint: () => {} };
    }
    return { title, note: null, ...picture(data, theme) };
  };
  useEffect(() => pictures?.put(panel, draw));

  return (
    <section className="panel" aria-labelledby={id} aria-busy={isLoading} ref={section}>
      <header className="panel-head">
        <h2 id={id} title={title}>
          {title}
        </h2>
        {panel.description && <DescriptionMark title={title} text={panel.description} />}
        {resolution && <ResolutionMark text={resolution} />}
        {failures.length > 0 && data !== null && <FailureMark failures={failures} asOfMs={asOfMs} />}
        <PanelMenu panel={panel} plan={plan} draw={draw} sizeOf={() => section.current!.getBoundingClientRect()} />
      </header>
      <div className="panel-body" ref={measure}>
        <PanelBody state={state} isEmpty={isEmpty}>
          {children}
        </PanelBody>
      </div>
    </section>
  );
}

interface PanelBodyProps {
  state: PanelState;
  isEmpty: boolean;
  children: ReactNode;
}

function PanelBody({ state: { data, failures, isLoading }, isEmpty, children }: PanelBodyProps) {
  if (failures.length > 0 && (data === null || isEmpty)) {
    return (
      <div className="panel-note bad" role="alert">
        <Icon name="warning" size={18} />
        {failures.map(({ refId, message }) => (
          <p key={refId}>{message}</p>
        ))}
      </div>
    );
  }
  if (data === null) return isLoading ? <div className="panel-note faint">Loading…</div> : null;
  if (isEmpty) {
    return (
      <div className="panel-note">
        <p>No data</p>
        <p className="faint">
          Nothing was measured in this range of time. Send some requests, or choose another range.
        </p>
      </div>
    );
  }
  return children;
}
