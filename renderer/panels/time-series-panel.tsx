import { useContext, useMemo, useState } from 'react';
import type { Panel } from '../../core/shared/index.ts';
import {
  type Band,
  chartTheme,
  type ChartTheme,
  Legend,
  type LegendModel,
  paintTimeChart,
  TimeChart,
  type TimeChartModel,
} from '../charts/index.ts';
import { useTheme, useTimeRange } from '../session/index.ts';
import { legendModel, toggled } from './legend-model.ts';
import type { PanelData } from './panel-data.ts';
import { PanelFrame } from './panel-frame.tsx';
import { TimeSeriesOptions } from './panel-options.ts';
import { SurroundingsContext } from './surroundings.ts';
import { styledSeries, toChartModel } from './to-chart-data.ts';
import { usePanelData } from './use-panel-data.ts';
import { usePlan } from './use-plan.ts';
import { useWidth } from './use-width.ts';

interface Drawing {
  model: TimeChartModel;
  legend: LegendModel | null;
}

interface View {
  bands: readonly Band[];
  only: ReadonlySet<string> | null;
  options: TimeSeriesOptions;
}

function drawingOf(panel: Panel, data: PanelData, { bands, only, options }: View, theme: ChartTheme): Drawing {
  const series = styledSeries(panel, data, theme);
  // A series that is gone must not leave the chart empty.
  const chosen = only && series.some(({ key }) => only.has(key)) ? only : null;
  return {
    model: toChartModel(panel, data, series, { bands, only: chosen }, theme),
    legend: legendModel(series, options.legend, chosen),
  };
}

/** Lines, bars or points over time, with a legend. */
export function TimeSeriesPanel({ panel }: { panel: Panel }) {
  const [body, widthPx] = useWidth();
  const plan = usePlan(panel, widthPx);
  const state = usePanelData(plan);
  const { bands } = useContext(SurroundingsContext);
  const { theme } = useTheme();
  const { setRange } = useTimeRange();
  const [only, setOnly] = useState<ReadonlySet<string> | null>(null);
  const options = useMemo(() => TimeSeriesOptions.parse(panel.options ?? {}), [panel.options]);
  const { data } = state;
  const view = useMemo(() => ({ bands, only, options }), [bands, only, options]);
  const drawing = useMemo(
    () => (data ? drawingOf(panel, data, view, chartTheme(theme)) : null),
    [panel, data, view, theme],
  );

  return (
    <PanelFrame
      panel={panel}
      plan={plan}
      state={state}
      measure={body}
      picture={(data, colors) => {
        const { model, legend } = drawingOf(panel, data, view, colors);
        return { legend, paint: (brush, box, ratio) => paintTimeChart(brush, box, model, colors, ratio) };
      }}
    >
      {drawing && (
        <div className={`with-legend ${drawing.legend?.placement ?? 'bottom'}`}>
          <TimeChart
            model={drawing.model}
            label={panel.title ?? 'Chart'}
            tooltip={options.tooltip}
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
