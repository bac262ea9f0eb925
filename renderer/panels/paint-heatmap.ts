import {
  type Box,
  type Brush,
  type ChartTheme,
  type Grid,
  paintText,
  textWidth,
  timeAt,
  withOpacity,
} from '../drawing/index.ts';
import { formatValue, timeTicks } from '../format/index.ts';
import { type HeatmapModel, isDrawn } from './heatmap-model.ts';

interface Heatmap extends HeatmapModel {
  fromMs: number;
  toMs: number;
  grid: Grid;
  unit: string | undefined;
}

/** Light and strong ends of the colours, for both themes: few to many. */
const scales = { dark: ['#3a2a1c', '#ff9830'], light: ['#fbe6cf', '#c2500a'] } as const;
const size = 11;
const axisHeight = 20;
const scaleHeight = 22;

/** Cells of time and bucket, the darker (on white) or brighter (on black) the more fell into them; below them what a colour means. */
export function paintHeatmap(brush: Brush, box: Box, map: Heatmap, theme: ChartTheme): void {
  const { rows, extent, grid, fromMs, toMs } = map;
  const style = { size, color: theme.axis, family: theme.font, baseline: 'middle' as const };
  const labelWidth =
    Math.min(box.width * 0.3, Math.max(0, ...rows.map(({ name }) => textWidth(brush, name, style)))) + 8;
  const area = {
    x: box.x + labelWidth,
    y: box.y + 4,
    width: box.width - labelWidth - 8,
    height: box.height - axisHeight - scaleHeight - 4,
  };
  if (area.width <= 0 || area.height <= 0 || rows.length === 0) return;
  const place = (timeMs: number) => area.x + ((timeMs - fromMs) / (toMs - fromMs)) * area.width;
  const rowHeight = area.height / rows.length;
  const colorOf = colorScale(extent, theme);

  brush.save();
  brush.beginPath();
  brush.rect(area.x, area.y, area.width, area.height);
  brush.clip();
  rows.forEach(({ values }, row) => {
    const y = area.y + area.height - (row + 1) * rowHeight;
    values.forEach((value, i) => {
      if (!isDrawn(value)) return;
      // A value says what happened in the step before it.
      const [left, right] = [place(timeAt(grid, i) - grid.stepMs), place(timeAt(grid, i))];
      brush.fillStyle = colorOf(value);
      brush.fillRect(left, y, Math.max(1, right - left - 1), Math.max(1, rowHeight - 1));
    });
  });
  brush.restore();

  // As many names as there is height for, the lowest always.
  const every = Math.max(1, Math.ceil(14 / rowHeight));
  rows.forEach(({ name }, row) => {
    if (row % every !== 0) return;
    const y = area.y + area.height - (row + 0.5) * rowHeight;
    paintText(brush, name, { x: area.x - 8, y }, { ...style, align: 'right' }, labelWidth - 8);
  });
  const ticks = timeTicks(fromMs, toMs, Math.max(2, Math.floor(area.width / 84)));
  for (const { value, label } of ticks) {
    paintText(brush, label, { x: place(value), y: area.y + area.height + 12 }, { ...style, align: 'center' });
  }
  paintScale(brush, { ...area, y: box.y + box.height - scaleHeight + 6, height: 10 }, map, theme);
}

/** From few to many by the square root: small counts must not vanish beside large ones. */
function colorScale(extent: HeatmapModel['extent'], { name }: ChartTheme): (value: number) => string {
  const [few, many] = scales[name].map(channels);
  return (value) => {
    const { min, max } = extent ?? { min: 0, max: 1 };
    const share = max > min ? Math.sqrt((value - min) / (max - min)) : 1;
    const mixed = few!.map((from, i) => Math.round(from + (many![i]! - from) * share));
    return `rgb(${mixed.join(' ')})`;
  };
}

const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

function paintScale(brush: Brush, box: Box, { extent, unit }: Heatmap, theme: ChartTheme): void {
  if (!extent) return;
  const colorOf = colorScale(extent, theme);
  const width = Math.min(160, box.width / 3);
  const steps = 32;
  for (let i = 0; i < steps; i++) {
    brush.fillStyle = colorOf(extent.min + ((extent.max - extent.min) * (i + 0.5)) / steps);
    brush.fillRect(box.x + (i * width) / steps, box.y, width / steps + 0.5, box.height);
  }
  brush.strokeStyle = withOpacity(theme.line, 1);
  brush.lineWidth = 1;
  brush.strokeRect(box.x + 0.5, box.y + 0.5, width - 1, box.height - 1);
  const said = `${formatValue(extent.min, unit)} to ${formatValue(extent.max, unit)}`;
  const style = { size, color: theme.textMuted, family: theme.font, baseline: 'middle' as const };
  paintText(brush, said, { x: box.x + width + 8, y: box.y + box.height / 2 }, style, box.width - width - 8);
}
