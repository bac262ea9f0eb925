import { useCallback, useMemo } from 'react';
import type { Panel } from '../../core/shared/index.ts';
import { pageCanvas, type Paint, Painted } from '../charts/index.ts';
import { joined } from '../format/index.ts';
import { type Figure, figuresOf } from './figures.ts';
import type { PanelData } from './panel-data.ts';
import { PanelFrame } from './panel-frame.tsx';
import { figureCalcs } from './panel-options.ts';
import { panelPicture, plainView } from './panel-picture.ts';
import { usePanelData } from './use-panel-data.ts';
import { usePlan } from './use-plan.ts';
import { useWidth } from './use-width.ts';

/** Panels that are painted as a whole: stat, bar gauge, gauge, pie, heatmap. */
export function FiguresPanel({ panel }: { panel: Panel }) {
  const [body, widthPx] = useWidth();
  const plan = usePlan(panel, widthPx);
  const state = usePanelData(plan);
  const calcs = useMemo(() => figureCalcs(panel), [panel]);
  const { data } = state;

  const paint = useCallback<Paint>(
    (brush, size, theme) => {
      const drawn = data && panelPicture(panel, data, plainView, theme);
      drawn?.paint({ brush, ratio: window.devicePixelRatio, make: pageCanvas }, { x: 0, y: 0, ...size });
    },
    [panel, data],
  );

  return (
    <PanelFrame panel={panel} plan={plan} state={state} measure={body}>
      {data && <Painted paint={paint} label={inWords(panel, data, calcs)} />}
    </PanelFrame>
  );
}

/** `Median: 12 ms, Max: 30 ms`, for those who do not see the drawing. */
export const inWords = (panel: Panel, data: PanelData, calcs: readonly string[]): string =>
  figuresOf(panel, data, calcs)
    .map(({ name, shown }: Figure) => `${name}: ${joined(shown)}`)
    .join(', ');
