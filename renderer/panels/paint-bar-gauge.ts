import { type Box, type Brush, type ChartTheme, paintText, textWidth, withOpacity } from '../drawing/index.ts';
import { joined } from '../format/index.ts';
import type { Figure } from './figures.ts';
import type { BarGaugeOptions } from './panel-options.ts';

const gap = 8;
const rowGap = 6;
/** Below this a row cannot be read. */
const leastRow = 11;
const leastGap = 3;

/** How many rows fit into a height; when not all do, the last line says how many are left out. */
export function rowsThatFit(count: number, height: number): number {
  const fit = Math.max(1, Math.floor((height + leastGap) / (leastRow + leastGap)));
  return fit >= count ? count : Math.max(1, fit - 1);
}

/** Bars on a common scale: names before them, values after them. */
export function paintBarGauge(
  brush: Brush,
  box: Box,
  figures: readonly Figure[],
  options: BarGaugeOptions,
  theme: ChartTheme,
): void {
  if (options.orientation === 'vertical') paintColumns(brush, box, figures, options, theme);
  else paintRows(brush, box, figures, options, theme);
}

function paintRows(brush: Brush, box: Box, all: readonly Figure[], options: BarGaugeOptions, theme: ChartTheme) {
  const figures = all.slice(0, rowsThatFit(all.length, box.height));
  const lines = figures.length + (figures.length < all.length ? 1 : 0);
  const between = box.height / lines < 24 ? leastGap : rowGap;
  const height = Math.min(44, (box.height - between * (lines - 1)) / Math.max(1, lines));
  const size = Math.max(10, Math.min(14, height * 0.6));
  const family = theme.font;
  const widest = (texts: string[], weight: number) =>
    Math.max(0, ...texts.map((text) => textWidth(brush, text, { size, weight, family })));
  const names = figures.map(({ name }) => name);
  const nameWidth = Math.min(box.width * 0.4, Math.ceil(widest(names, 400)));
  const values = figures.map(({ shown }) => joined(shown));
  const valueWidth = Math.ceil(widest(values, 600));
  const bar = { x: box.x + nameWidth + gap, width: box.width - nameWidth - valueWidth - 2 * gap };
  const text = { size, family, baseline: 'middle' as const };
  const nameStyle = { ...text, color: theme.textMuted };
  figures.forEach((figure, i) => {
    const y = box.y + i * (height + between);
    const middle = y + height / 2;
    paintText(brush, figure.name, { x: box.x, y: middle }, nameStyle, nameWidth);
    paintBar(brush, { ...bar, y, height }, figure, options, theme, 'right');
    const valueStyle = { ...text, weight: 600, color: figure.color, align: 'right' as const };
    paintText(brush, values[i]!, { x: box.x + box.width, y: middle }, valueStyle);
  });
  if (lines > figures.length) {
    const y = box.y + figures.length * (height + between) + height / 2;
    paintText(brush, `and ${all.length - figures.length} more`, { x: box.x, y }, nameStyle);
  }
}

function paintColumns(brush: Brush, box: Box, figures: readonly Figure[], options: BarGaugeOptions, theme: ChartTheme) {
  const width = (box.width - rowGap * (figures.length - 1)) / Math.max(1, figures.length);
  const size = 12;
  figures.forEach((figure, i) => {
    const x = box.x + i * (width + rowGap);
    const text = { size, family: theme.font, align: 'center' as const };
    const middle = x + width / 2;
    const valueStyle = { ...text, weight: 600, color: figure.color, baseline: 'top' as const };
    paintText(brush, joined(figure.shown), { x: middle, y: box.y }, valueStyle, width);
    const bar = { x, y: box.y + size + gap, width, height: box.height - 2 * (size + gap) };
    paintBar(brush, bar, figure, options, theme, 'up');
    paintText(brush, figure.name, { x: middle, y: box.y + box.height - 2 }, { ...text, color: theme.textMuted }, width);
  });
}

/** 0..1 of the scale; an empty scale is empty bars. */
export function shareOf({ value, min, max }: Pick<Figure, 'value' | 'min' | 'max'>): number {
  if (value === null || Number.isNaN(value) || max <= min) return value !== null && value > min ? 1 : 0;
  return Math.min(1, Math.max(0, (value - min) / (max - min)));
}

type Direction = 'right' | 'up';

function paintBar(
  brush: Brush,
  box: Box,
  figure: Figure,
  { displayMode, showUnfilled }: BarGaugeOptions,
  theme: ChartTheme,
  direction: Direction,
): void {
  if (box.width <= 0 || box.height <= 0) return;
  if (showUnfilled && displayMode !== 'lcd') {
    fill(brush, box, withOpacity(theme.track, 0.55));
  }
  const share = shareOf(figure);
  if (displayMode === 'lcd') paintCells(brush, box, share, figure, theme, direction, showUnfilled);
  else if (share > 0) {
    const part = partOf(box, share, direction);
    fill(
      brush,
      part,
      displayMode === 'gradient' ? gradientOf(brush, part, figure.color, direction) : withOpacity(figure.color, 0.75),
    );
    // The end of the bar is what is read.
    brush.fillStyle = figure.color;
    if (direction === 'right') brush.fillRect(part.x + part.width - 2, part.y, 2, part.height);
    else brush.fillRect(part.x, part.y, part.width, 2);
  }
}

const partOf = (box: Box, share: number, direction: Direction): Box =>
  direction === 'right'
    ? { ...box, width: Math.max(2, box.width * share) }
    : { ...box, y: box.y + box.height * (1 - share), height: Math.max(2, box.height * share) };

function fill(brush: Brush, { x, y, width, height }: Box, style: string | CanvasGradient): void {
  brush.fillStyle = style;
  brush.beginPath();
  brush.roundRect(x, y, width, height, 2);
  brush.fill();
}

function gradientOf(brush: Brush, { x, y, width, height }: Box, color: string, direction: Direction): CanvasGradient {
  const gradient =
    direction === 'right'
      ? brush.createLinearGradient(x, 0, x + width, 0)
      : brush.createLinearGradient(0, y + height, 0, y);
  gradient.addColorStop(0, withOpacity(color, 0.2));
  gradient.addColorStop(1, withOpacity(color, 0.75));
  return gradient;
}

/** A row of lamps, lit up to the value, each in the colour of the threshold it stands for. */
function paintCells(
  brush: Brush,
  box: Box,
  share: number,
  { min, max, steps, color, field }: Figure,
  theme: ChartTheme,
  direction: Direction,
  showUnlit: boolean,
): void {
  const length = direction === 'right' ? box.width : box.height;
  const count = Math.max(1, Math.floor(length / 14));
  const size = length / count;
  const byThreshold = field.color === undefined || field.color.mode === 'thresholds';
  for (let i = 0; i < count; i++) {
    const isLit = (i + 0.5) / count <= share;
    if (!isLit && !showUnlit) break;
    const at = min + ((max - min) * (i + 0.5)) / count;
    const lit = byThreshold ? (steps.findLast(({ value }) => at >= value)?.color ?? color) : color;
    const cell =
      direction === 'right'
        ? { ...box, x: box.x + i * size, width: size - 2 }
        : { ...box, y: box.y + box.height - (i + 1) * size, height: size - 2 };
    fill(brush, cell, isLit ? lit : withOpacity(theme.track, 0.55));
  }
}
