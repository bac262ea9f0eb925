import { type Box, type Brush, type ChartTheme, paintText, textWidth } from '../drawing/index.ts';
import { formatValue, joined } from '../format/index.ts';
import type { Figure } from './figures.ts';
import type { PieOptions } from './panel-options.ts';

interface Slice {
  figure: Figure;
  /** Of the whole, 0 to 1. */
  share: number;
}

/** The parts of the whole, in order; what is negative or no number is no part. */
export function slicesOf(figures: readonly Figure[], sort: PieOptions['sort']): Slice[] {
  const parts = figures.filter(({ value }) => value !== null && Number.isFinite(value) && value > 0);
  const whole = parts.reduce((sum, { value }) => sum + value!, 0);
  const slices = parts.map((figure) => ({ figure, share: figure.value! / whole }));
  if (sort === 'none') return slices;
  return slices.toSorted((a, b) => (sort === 'asc' ? a.share - b.share : b.share - a.share));
}

const lineHeight = 18;
const size = 12;

/** A pie or a ring, and beside it what each part is and how much. */
export function paintPie(
  brush: Brush,
  box: Box,
  figures: readonly Figure[],
  options: PieOptions,
  theme: ChartTheme,
): void {
  const slices = slicesOf(figures, options.sort);
  const hasLegend = options.legend.showLegend;
  const legendWidth = hasLegend ? Math.min(box.width * 0.5, widestLine(brush, slices, options, theme)) : 0;
  const room = box.width - legendWidth - (hasLegend ? 16 : 0);
  const radius = Math.max(4, Math.min(room, box.height) / 2 - 4);
  const x = box.x + room / 2;
  const y = box.y + box.height / 2;
  let angle = -Math.PI / 2;
  for (const { figure, share } of slices) {
    const end = angle + 2 * Math.PI * share;
    brush.beginPath();
    if (options.pieType === 'donut') {
      brush.arc(x, y, radius, angle, end);
      brush.arc(x, y, radius * 0.6, end, angle, true);
    } else {
      brush.moveTo(x, y);
      brush.arc(x, y, radius, angle, end);
    }
    brush.closePath();
    brush.fillStyle = figure.color;
    brush.fill();
    brush.lineWidth = 1;
    brush.strokeStyle = theme.surface;
    brush.stroke();
    angle = end;
  }
  if (slices.length === 0) paintText(brush, 'Nothing to share', { x, y }, { ...plain(theme), align: 'center' }, room);
  if (hasLegend)
    paintList(brush, { ...box, x: box.x + box.width - legendWidth, width: legendWidth }, slices, options, theme);
}

const plain = (theme: ChartTheme) => ({
  size,
  color: theme.textMuted,
  family: theme.font,
  baseline: 'middle' as const,
});

const said = ({ figure, share }: Slice, { legend }: PieOptions): string =>
  [
    ...(legend.values.includes('value') ? [joined(figure.shown)] : []),
    ...(legend.values.includes('percent') ? [formatValue(share, 'percentunit', 0)] : []),
  ].join('  ');

function widestLine(brush: Brush, slices: readonly Slice[], options: PieOptions, theme: ChartTheme): number {
  const lines = slices.map((slice) => `${slice.figure.name}   ${said(slice, options)}`);
  return 24 + Math.max(40, ...lines.map((line) => textWidth(brush, line, { size, family: theme.font })));
}

function paintList(brush: Brush, box: Box, slices: readonly Slice[], options: PieOptions, theme: ChartTheme): void {
  const fit = Math.max(1, Math.floor(box.height / lineHeight));
  const shown = slices.length <= fit ? slices : slices.slice(0, fit - 1);
  const lines = shown.length + (shown.length < slices.length ? 1 : 0);
  let y = box.y + (box.height - lines * lineHeight) / 2 + lineHeight / 2;
  for (const slice of shown) {
    brush.fillStyle = slice.figure.color;
    brush.fillRect(box.x, y - 5, 10, 10);
    const value = said(slice, options);
    const end = { x: box.x + box.width, y };
    const valueWidth = paintText(brush, value, end, { ...plain(theme), color: theme.text, align: 'right' });
    paintText(brush, slice.figure.name, { x: box.x + 16, y }, plain(theme), box.width - 16 - valueWidth - 8);
    y += lineHeight;
  }
  if (shown.length < slices.length) {
    paintText(brush, `and ${slices.length - shown.length} more`, { x: box.x + 16, y }, plain(theme));
  }
}
