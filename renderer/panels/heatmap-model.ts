import type { Panel } from '../../core/shared/index.ts';
import type { PanelData, PanelSeries } from './panel-data.ts';

export interface HeatmapModel {
  /** From the bottom up. */
  rows: readonly { name: string; values: Float64Array }[];
  /** Of all cells that are drawn; null when there is none. */
  extent: { min: number; max: number } | null;
}

const bound = ({ labels }: PanelSeries): number => (labels['le'] === '+Inf' ? Infinity : Number(labels['le']));

/**
 * A row for each series. Cumulative buckets (a query of the format `heatmap`, or of the panel's older kinds) become what
 * fell between two bounds; cells of nothing are left empty, as Grafana leaves those below 1e-9.
 */
export function heatmapModel(panel: Panel, { series }: PanelData): HeatmapModel {
  const isBuckets = series.length > 0 && series.every(({ labels }) => 'le' in labels);
  const asked = panel.targets?.some(({ format }) => format === 'heatmap') || panel['dataFormat'] === 'tsbuckets';
  const ordered = isBuckets ? series.toSorted((a, b) => bound(a) - bound(b)) : [...series];
  const rows = ordered.map(({ name, values }, i) => ({
    name,
    values: isBuckets && asked && i > 0 ? between(ordered[i - 1]!.values, values) : values,
  }));
  let [min, max] = [Infinity, -Infinity];
  for (const { values } of rows) {
    for (const value of values) {
      if (!isDrawn(value)) continue;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  return { rows, extent: min <= max ? { min, max } : null };
}

/** What is left of a bucket without the one below it; counters that were scraped apart may differ the wrong way round. */
const between = (below: Float64Array, values: Float64Array): Float64Array =>
  values.map((value, i) => (Number.isNaN(below[i]!) ? value : Math.max(0, value - below[i]!)));

export const isDrawn = (value: number): boolean => Number.isFinite(value) && Math.abs(value) > 1e-9;
