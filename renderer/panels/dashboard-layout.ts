import type { Panel } from '../../core/shared/index.ts';

export const columns = 24;
export const rowPx = 30;
export const gapPx = 8;

/** A panel with its place on the grid: columns and rows from 0. */
export interface Placed {
  panel: Panel;
  key: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

/**
 * Where everything stands. Rows that are collapsed (by the dashboard, or in `toggled` by the person) take their panels
 * with them; then panels float up until they touch something, as in Grafana. Panels without a place get half a row.
 */
export function layOut(panels: readonly Panel[], toggledRows: ReadonlySet<string>): Placed[] {
  const visible: Placed[] = [];
  let isHidden = false;
  panels.forEach((panel, i) => {
    const placed = place(panel, i);
    if (panel.type !== 'row') {
      if (!isHidden) visible.push(placed);
      return;
    }
    const collapsed = isCollapsed(panel, placed.key, toggledRows);
    visible.push(placed);
    isHidden = collapsed;
    if (!collapsed) visible.push(...childrenOf(panel).map((child, n) => place(child, i * 1000 + n)));
  });
  return floatUp(visible);
}

export const isCollapsed = (row: Panel, key: string, toggledRows: ReadonlySet<string>): boolean =>
  (row['collapsed'] === true) !== toggledRows.has(key);

/** A collapsed row keeps its panels inside itself; an expanded one is followed by them. */
const childrenOf = (row: Panel): Panel[] => (Array.isArray(row['panels']) ? (row['panels'] as Panel[]) : []);

const whole = (value: number, low: number, high: number) => Math.min(high, Math.max(low, Math.round(value)));

function place(panel: Panel, index: number): Placed {
  const at = panel.gridPos ?? { x: (index % 2) * 12, y: Math.floor(index / 2) * 9, w: 12, h: 9 };
  const key = panel.id === undefined ? `at-${index}` : `${panel.id}`;
  if (panel.type === 'row') return { panel, key, x: 0, y: at.y, w: columns, h: 1 };
  const w = whole(at.w, 1, columns);
  return { panel, key, x: whole(at.x, 0, columns - w), y: Math.max(0, at.y), w, h: whole(at.h, 1, 200) };
}

function floatUp(placed: readonly Placed[]): Placed[] {
  // The first free row of each column.
  const free = Array.from({ length: columns }, () => 0);
  return placed
    .toSorted((a, b) => a.y - b.y || a.x - b.x)
    .map((each) => {
      const y = Math.max(...free.slice(each.x, each.x + each.w));
      free.fill(y + each.h, each.x, each.x + each.w);
      return { ...each, y };
    });
}

/** The px of a place on a sheet of a given width. */
export function boxOf({ x, y, w, h }: Placed, width: number) {
  const columnPx = (width - gapPx * (columns - 1)) / columns;
  return {
    x: x * (columnPx + gapPx),
    y: y * (rowPx + gapPx),
    width: w * columnPx + (w - 1) * gapPx,
    height: h * rowPx + (h - 1) * gapPx,
  };
}
