import { useCallback, useMemo } from 'react';
import type { Panel } from '../../core/shared/index.ts';
import { type Brush, type Box, type ChartTheme, type Paint, Painted } from '../charts/index.ts';
import { joined } from '../format/index.ts';
import { type Figure, figuresOf, gridTimes } from './figures.ts';
import { paintStat } from './paint-stat.ts';
import type { PanelData } from './panel-data.ts';
import { PanelFrame } from './panel-frame.tsx';
import { StatOptions } from './panel-options.ts';
import { usePanelData } from './use-panel-data.ts';
import { usePlan } from './use-plan.ts';
import { useWidth } from './use-width.ts';

/** One big number per series, over its course. */
export function StatPanel({ panel }: { panel: Panel }) {
  const [body, widthPx] = useWidth();
  const plan = usePlan(panel, widthPx);
  const state = usePanelData(plan);
  const options = useMemo(() => StatOptions.parse(panel.options ?? {}), [panel.options]);
  const { data } = state;

  const paintIn = useCallback(
    (shown: PanelData, brush: Brush, box: Box, theme: ChartTheme) => {
      const figures = figuresOf(panel, shown, options.reduceOptions.calcs, theme);
      paintStat(brush, box, figures, gridTimes(shown.grid), options, theme);
    },
    [panel, options],
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
      {data && <Painted paint={paint} label={inWords(panel, data, options.reduceOptions.calcs)} />}
    </PanelFrame>
  );
}

/** `Median: 12 ms, Max: 30 ms`, for those who do not see the drawing. */
export const inWords = (panel: Panel, data: PanelData, calcs: readonly string[]): string =>
  figuresOf(panel, data, calcs)
    .map(({ name, shown }: Figure) => `${name}: ${joined(shown)}`)
    .join(', ');
