import { useCallback, useMemo } from 'react';
import type { Panel } from '../../core/shared/index.ts';
import { pageCanvas, type Paint, Painted } from '../charts/index.ts';
import { PanelFrame } from './panel-frame.tsx';
import { BarGaugeOptions } from './panel-options.ts';
import { panelPicture, plainView } from './panel-picture.ts';
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
