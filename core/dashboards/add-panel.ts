import type { NewPanel } from '../shared/index.ts';
import { dataSourceUid } from './inputs.ts';
import type { JsonObject } from './json-object.ts';
import { type ReadDashboard, readDashboardJson } from './read-dashboard.ts';

/** Grafana's own size of a panel that was just added, in columns of 24 and units of 30 px. */
const width = 12;
const height = 8;

/**
 * The dashboard with one more time series at its end: beside the last panel where that leaves half a row free, below
 * everything otherwise. Everything else stays as it is.
 */
export function addPanel({ json, dashboard }: Pick<ReadDashboard, 'json' | 'dashboard'>, added: NewPanel): JsonObject {
  const { panels } = dashboard;
  const bottom = Math.max(0, ...panels.map(({ gridPos }) => (gridPos ? gridPos.y + gridPos.h : 0)));
  const last = panels.at(-1)?.gridPos;
  const hasRoom =
    last !== undefined && last.y + last.h === bottom && last.x + last.w + width <= 24 && last.h === height;
  const gridPos = hasRoom
    ? { x: last.x + last.w, y: last.y, w: width, h: height }
    : { x: 0, y: bottom, w: width, h: height };
  const panel = {
    id: Math.max(0, ...panels.map(({ id }) => id ?? 0)) + 1,
    type: 'timeseries',
    title: added.title,
    gridPos,
    datasource: { type: 'prometheus', uid: dataSourceUid },
    targets: added.queries.map((expr, i) => ({ refId: String.fromCharCode(65 + i), expr, range: true })),
    fieldConfig: { defaults: {}, overrides: [] },
    options: { legend: { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: [] } },
  };
  return { ...json, panels: [...(json['panels'] as unknown[]), panel] };
}

/** A dashboard to begin with. */
export const emptyDashboard = (uid: string, title: string): ReadDashboard =>
  readDashboardJson({
    uid,
    title,
    tags: [],
    schemaVersion: 41,
    time: { from: 'now-15m', to: 'now' },
    refresh: '5s',
    graphTooltip: 1,
    panels: [],
  });
