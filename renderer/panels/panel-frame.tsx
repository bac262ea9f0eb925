import { type ReactNode, type Ref, useContext, useEffect, useId, useRef } from 'react';
import type { Panel } from '../../core/shared/index.ts';
import type { ChartTheme } from '../charts/index.ts';
import { Icon } from '../controls/index.ts';
import type { TimeSeriesView } from './draw-time-series.ts';
import { stateOfPanel } from './alert-bands.ts';
import { AlertMark, DescriptionMark, FailureMark, ResolutionMark } from './panel-marks.tsx';
import type { PanelState } from './panel-loader.ts';
import { PanelMenu } from './panel-menu.tsx';
import { isEmpty, pictureOf, plainView } from './panel-picture.ts';
import type { QueryPlan } from './query-plan.ts';
import { SurroundingsContext } from './surroundings.ts';
import { useResolution } from './use-resolution.ts';

interface PanelFrameProps {
  panel: Panel;
  plan: QueryPlan | null;
  state: PanelState;
  /** Put on the body, whose width decides how many points are asked for. */
  measure: Ref<HTMLDivElement>;
  /** What a picture of the panel shows beside its data. */
  view?: TimeSeriesView;
  /** Shown when there are data. */
  children: ReactNode;
}

/** Title, remarks and menu of a panel; loading, empty, stale and failed, said once for all kinds of panels. */
export function PanelFrame({ panel, plan, state, measure, view = plainView, children }: PanelFrameProps) {
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const { pictures, alerts, dashboardUid } = useContext(SurroundingsContext);
  const title = panel.title ?? '';
  const { data, isLoading, failures, asOfMs } = state;
  const hasNothing = data !== null && isEmpty(data);
  const resolution = useResolution(panel, plan, data);
  const isPlaced = dashboardUid !== null && panel.id !== undefined;
  const alert = isPlaced ? stateOfPanel(alerts, { dashboardUid, panelId: panel.id! }) : null;

  const draw = (theme: ChartTheme) => pictureOf(panel, state, view, theme);
  useEffect(() => pictures?.put(panel, draw));

  return (
    <section className="panel" aria-labelledby={id} aria-busy={isLoading} ref={section}>
      <header className="panel-head">
        <h2 id={id} title={title}>
          {title}
        </h2>
        {alert && <AlertMark {...alert} />}
        {panel.description && <DescriptionMark title={title} text={panel.description} />}
        {resolution && <ResolutionMark text={resolution} />}
        {failures.length > 0 && data !== null && <FailureMark failures={failures} asOfMs={asOfMs} />}
        <PanelMenu panel={panel} plan={plan} draw={draw} sizeOf={() => section.current!.getBoundingClientRect()} />
      </header>
      <div className="panel-body" ref={measure}>
        <PanelBody state={state} isEmpty={hasNothing}>
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
