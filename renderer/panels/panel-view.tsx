import type { ComponentType } from 'react';
import type { Panel } from '../../core/shared/index.ts';
import { FiguresPanel } from './figures-panel.tsx';
import { PlaceholderPanel } from './placeholder-panel.tsx';
import { TextPanel } from './text-panel.tsx';
import { TimeSeriesPanel } from './time-series-panel.tsx';

/** The kinds of panels that are drawn, by Grafana's type; `graph` is what time series were called before version 8. */
const kinds: Record<string, ComponentType<{ panel: Panel }>> = {
  timeseries: TimeSeriesPanel,
  graph: TimeSeriesPanel,
  stat: FiguresPanel,
  bargauge: FiguresPanel,
  gauge: FiguresPanel,
  piechart: FiguresPanel,
  heatmap: FiguresPanel,
  text: TextPanel,
};

export function PanelView({ panel }: { panel: Panel }) {
  const Kind = kinds[panel.type] ?? PlaceholderPanel;
  return <Kind panel={panel} />;
}
