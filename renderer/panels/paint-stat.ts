import {
  type Box,
  type Brush,
  type ChartTheme,
  paintSparkline,
  paintText,
  readableOn,
  textWidth,
} from '../drawing/index.ts';
import type { Figure } from './figures.ts';
import type { StatOptions } from './panel-options.ts';

const pad = 8;
/** Of the size of the number. */
const unitSize = 0.6;

/** Big numbers side by side (or below each other), each over the course of its series. */
export function paintStat(
  brush: Brush,
  box: Box,
  figures: readonly Figure[],
  times: ArrayLike<number>,
  options: StatOptions,
  theme: ChartTheme,
): void {
  const boxes = cells(box, Math.max(1, figures.length), options);
  const layouts = figures.map((figure, i) => layOut(boxes[i]!, figure, options, figures.length));
  // One size for all: a number must not be the larger one because it has fewer digits.
  const size = Math.min(...figures.map((figure, i) => fittingSize(brush, figure, layouts[i]!, theme)));
  figures.forEach((figure, i) => paintFigure(brush, layouts[i]!, figure, { times, options, theme, size }));
}

function cells(box: Box, count: number, { orientation }: StatOptions): Box[] {
  const isRow = orientation === 'vertical' || (orientation === 'auto' && box.width >= box.height);
  const width = isRow ? (box.width - pad * (count - 1)) / count : box.width;
  const height = isRow ? box.height : (box.height - pad * (count - 1)) / count;
  return Array.from({ length: count }, (_, i) => ({
    x: box.x + (isRow ? i * (width + pad) : 0),
    y: box.y + (isRow ? 0 : i * (height + pad)),
    width,
    height,
  }));
}

interface Layout {
  box: Box;
  /** Height above the sparkline. */
  room: number;
  /** 0 when no name is shown. */
  nameSize: number;
  hasLine: boolean;
}

function layOut(box: Box, { values }: Figure, { textMode, graphMode }: StatOptions, count: number): Layout {
  const hasLine = graphMode !== 'none' && values.length > 1 && box.height > 56;
  const room = hasLine ? box.height * 0.62 : box.height;
  const withName = textMode === 'value_and_name' || textMode === 'name' || (textMode === 'auto' && count > 1);
  return { box, room, hasLine, nameSize: withName ? Math.min(14, Math.max(11, room * 0.16)) : 0 };
}

/** The largest size at which number and unit fit. */
function fittingSize(brush: Brush, { shown }: Figure, { box, room, nameSize }: Layout, theme: ChartTheme): number {
  const style = { size: 100, weight: 600, family: theme.font };
  const number = textWidth(brush, `${shown.prefix}${shown.text}`, style);
  const at100 = number + unitSize * textWidth(brush, shown.suffix, style);
  const byWidth = (100 * (box.width - 2 * pad)) / Math.max(1, at100);
  return Math.max(12, Math.min((room - nameSize) * 0.62, byWidth, 64));
}

interface Manner {
  times: ArrayLike<number>;
  options: StatOptions;
  theme: ChartTheme;
  size: number;
}

function paintFigure(brush: Brush, { box, room, nameSize, hasLine }: Layout, figure: Figure, manner: Manner): void {
  const { times, options, theme, size } = manner;
  const isFilled = options.colorMode === 'background' || options.colorMode === 'background_solid';
  const onFill = readableOn(figure.color);
  if (isFilled) {
    brush.fillStyle = figure.color;
    brush.beginPath();
    brush.roundRect(box.x, box.y, box.width, box.height, 4);
    brush.fill();
  }
  if (hasLine) {
    const height = Math.min(box.height * 0.45, 90);
    const under = { ...box, y: box.y + box.height - height, height };
    const data = { timestampsMs: times, values: figure.values };
    paintSparkline(brush, under, data, isFilled ? onFill : figure.color, options.graphMode === 'line' ? 0 : 0.18);
  }
  const left = box.x + pad;
  const top = box.y + (room - nameSize - size) / 2;
  if (nameSize > 0) {
    const color = isFilled ? onFill : theme.textMuted;
    const style = { size: nameSize, color, family: theme.font, baseline: 'top' as const };
    paintText(brush, figure.name, { x: left, y: top }, style, box.width - 2 * pad);
  }
  if (options.textMode === 'name' || options.textMode === 'none') return;
  const { prefix, text, suffix } = figure.shown;
  const plain = options.colorMode === 'none' ? theme.text : figure.color;
  const style = { weight: 600, color: isFilled ? onFill : plain, family: theme.font };
  const y = top + nameSize + size * 0.88;
  const written = paintText(brush, `${prefix}${text}`, { x: left, y }, { ...style, size });
  paintText(brush, suffix, { x: left + written, y }, { ...style, size: size * unitSize });
}
