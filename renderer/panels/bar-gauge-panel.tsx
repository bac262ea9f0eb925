import { useCallback, useMemo } from 'react';
import type { Panel } from '../../core/shared/index.ts';
import { type Box, type Brush, type ChartTheme, type Paint, Painted } from '../charts/index.ts';
import { figuresOf } from './figures.ts';
import { paintBarGauge } from './paint-bar-gauge.ts';
import type { PanelData } from './panel-data.ts';
import { PanelFrame } from './panel-frame.tsx';
import { BarGaugeOptions } from './panel-options.ts';
import { inWords } from './stat-panel.tsx';
import { usePanelData } from './use-panel-data.ts';
import { usePlan } from './use-plan.ts';
import { useWidth } from './use-width.ts';

/** A bar per series on a common scale. */
export function BarGaugePanel({ panel }: { panel: Panel }) {
  const [body, widthPx] = useWidth();
  const plan = usePlan(panel, widthPx);
  const state = usePanelData(plan);
  const options = useMemo(() => BarGaugeOptions.parse(panel.options ?? {}), [panel.options]);
  const { calcs } = options.reduceOptions;
  const { data } = state;

  const paintIn = useCallback(
    (shown: PanelData, brush: Brush, box: Box, theme: ChartTheme) =>
      paintBarGauge(brush, box, figuresOf(panel, shown, calcs, theme), options, theme),
    [panel, options, calcs],
  );
  const paint = useCallback<Paint>(
    (brush, size, theme) => data && paintIn(data, brush, { x: 0, y: 0, ...size }, theme),
    [data, paintIn],
  );

  return (
    <PanelFrame
      panel={panel}
      plan={plan}
      state={state}
      measure={body}
      picture={(shown, theme) => ({ legend: null, paint: (brush, box) => paintIn(shown, brush, box, theme) })}
    >
      {data && <Painted paint={paint} label={inWords(panel, data, calcs)} />}
    </PanelFrame>
  );
}
