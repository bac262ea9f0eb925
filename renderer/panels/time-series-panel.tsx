import { useContext, useMemo, useState } from 'react';
import type { Band, Panel } from '../../core/shared/index.ts';
import { chartTheme, Legend, TimeChart } from '../charts/index.ts';
import { useTheme, useTimeRange } from '../session/index.ts';
import { alertBands } from './alert-bands.ts';
import { drawTimeSeries, timeSeriesOptions } from './draw-time-series.ts';
import { toggled } from './legend-model.ts';
import { PanelFrame } from './panel-frame.tsx';
import { SurroundingsContext } from './surroundings.ts';
import { usePanelData } from './use-panel-data.ts';
import { usePlan } from './use-plan.ts';
import { useWidth } from './use-width.ts';

/** The bands of the page, and those of alerts as far as they concern this panel. */
function usePanelBands({ id }: Panel): readonly Band[] {
  const { bands, alerts, showsBands, dashboardUid } = useContext(SurroundingsContext);
  return useMemo(() => {
    if (!showsBands) return bands;
    const place = dashboardUid !== null && id !== undefined ? { dashboardUid, panelId: id } : null;
    return [...bands, ...alertBands(alerts, place)];
  }, [bands, alerts, showsBands, dashboardUid, id]);
}

/** Lines, bars or points over time, with a legend. */
export function TimeSeriesPanel({ panel }: { panel: Panel }) {
  const [body, widthPx] = useWidth();
  const plan = usePlan(panel, widthPx);
  const state = usePanelData(plan);
  const bands = usePanelBands(panel);
  const { theme } = useTheme();
  const { setRange } = useTimeRange();
  const [only, setOnly] = useState<ReadonlySet<string> | null>(null);
  const { tooltip } = useMemo(() => timeSeriesOptions(panel), [panel]);
  const { data } = state;
  const view = useMemo(() => ({ bands, only }), [bands, only]);
  const drawing = useMemo(
    () => (data ? drawTimeSeries(panel, data, view, chartTheme(theme)) : null),
    [panel, data, view, theme],
  );

  return (
    <PanelFrame panel={panel} plan={plan} state={state} measure={body} view={view}>
      {drawing && (
        <div className={`with-legend ${drawing.legend?.placement ?? 'bottom'}`}>
          <TimeChart
            model={drawing.model}
            label={panel.title ?? 'Chart'}
            tooltip={tooltip}
            onZoom={({ fromMs, toMs }) => setRange(String(fromMs), String(toMs))}
          />
          {drawing.legend && (
            <Legend
              legend={drawing.legend}
              onToggle={(key, alone) => {
                const all = data?.series.map((series) => series.key) ?? [];
                setOnly(toggled(only, key, alone, all));
              }}
            />
          )}
        </div>
      )}
    </PanelFrame>
  );
}
