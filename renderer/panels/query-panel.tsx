import { useMemo } from 'react';
import { Panel } from '../../core/shared/index.ts';
import { PanelView } from './panel-view.tsx';
import { SurroundingsContext } from './surroundings.ts';
import { useSurroundings } from './use-surroundings.ts';

interface QueryPanelProps {
  title: string;
  description?: string;
  queries: readonly { expr: string; legend?: string; color?: string }[];
  /** Grafana's unit id. */
  unit?: string;
  min?: number;
  max?: number;
  kind?: 'timeseries' | 'stat' | 'bargauge';
  /** 0 to 100. */
  fillOpacity?: number;
  stacked?: boolean;
  heightPx?: number;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A panel outside of any dashboard, from queries: the same frame, the same drawing. */
export function QueryPanel({ heightPx = 260, ...props }: QueryPanelProps) {
  const surroundings = useSurroundings();
  const wanted = JSON.stringify(toPanel(props));
  // The same panel until what is asked for changes, however often the caller makes the list of queries anew.
  const panel = useMemo(() => Panel.parse(JSON.parse(wanted)), [wanted]);
  return (
    <SurroundingsContext value={surroundings}>
      <div className="query-panel" style={{ height: heightPx }}>
        <PanelView panel={panel} />
      </div>
    </SurroundingsContext>
  );
}

function toPanel({ title, description, queries, unit, min, max, kind = 'timeseries', ...rest }: QueryPanelProps) {
  const named = queries.filter(({ color }) => color !== undefined);
  return {
    type: kind,
    title,
    description,
    targets: queries.map(({ expr, legend }, i) => ({ refId: letters[i], expr, legendFormat: legend ?? '__auto' })),
    fieldConfig: {
      defaults: {
        unit,
        min,
        max,
        custom: {
          lineWidth: 2,
          fillOpacity: rest.fillOpacity ?? 0,
          stacking: { mode: rest.stacked === true ? 'normal' : 'none' },
        },
      },
      overrides: named.map(({ color, legend }) => ({
        matcher: { id: 'byName', options: legend },
        properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: color } }],
      })),
    },
    options: { tooltip: { mode: 'multi' } },
  };
}
