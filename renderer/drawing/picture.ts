import type { Box, Brush, Canvas, CanvasMaker, Surface } from './box.ts';
import type { LegendModel } from './legend.ts';
import { legendHeight, paintLegend } from './paint-legend.ts';
import { paintText, textWidth } from './paint-text.ts';
import type { ChartTheme } from './theme.ts';

/** A panel as it can be drawn into a file: everything a reader needs without the page around it. */
export interface Picture {
  title: string;
  legend: LegendModel | null;
  /** Said instead of a drawing, when there is nothing to draw. */
  note: string | null;
  paint(surface: Surface, box: Box): void;
}

const pad = 12;
const titleHeight = 30;

/** One panel as a card: title, an optional remark at the right, drawing, legend. */
export function paintCard(
  surface: Surface,
  box: Box,
  picture: Picture,
  { remark, theme }: { remark?: string; theme: ChartTheme },
): void {
  const { brush } = surface;
  brush.fillStyle = theme.surface;
  brush.strokeStyle = theme.line;
  brush.lineWidth = 1;
  brush.beginPath();
  brush.roundRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, 6);
  brush.fill();
  brush.stroke();

  const inner = { x: box.x + pad, y: box.y, width: box.width - 2 * pad };
  const faint = { size: 12, color: theme.textFaint, family: theme.font, baseline: 'middle' as const };
  const titleStyle = { ...faint, size: 13, weight: 600, color: theme.text };
  const middle = box.y + titleHeight / 2 + 2;
  const remarkWidth = remark ? textWidth(brush, remark, faint) + pad : 0;
  // Beside the title where there is room, else on a line of its own: a cut title says less than a lower chart.
  const isBelow = remarkWidth + textWidth(brush, picture.title, titleStyle) > inner.width;
  paintText(brush, picture.title, { x: inner.x, y: middle }, titleStyle, inner.width);
  if (remark) {
    const at = isBelow ? { x: inner.x, y: middle + 18 } : { x: inner.x + inner.width, y: middle };
    paintText(brush, remark, at, { ...faint, align: isBelow ? 'left' : 'right' }, inner.width);
  }

  const head = titleHeight + (remark && isBelow ? 18 : 0);
  const body = { ...inner, y: box.y + head, height: box.height - head - pad };
  if (picture.note !== null) {
    const center = { x: body.x + body.width / 2, y: body.y + body.height / 2 };
    paintText(brush, picture.note, center, { ...faint, align: 'center' }, body.width);
    return;
  }
  const { drawing, legend } = split(brush, body, picture.legend, theme);
  picture.paint(surface, drawing);
  if (picture.legend) paintLegend(brush, legend, picture.legend, theme);
}

/** Room for the legend, below the drawing or beside it, but never more than half. */
function split(brush: Brush, box: Box, legend: LegendModel | null, theme: ChartTheme): { drawing: Box; legend: Box } {
  if (!legend) return { drawing: box, legend: { ...box, height: 0 } };
  if (legend.placement === 'right') {
    const width = Math.min(box.width * 0.4, 320);
    return {
      drawing: { ...box, width: box.width - width - pad },
      legend: { ...box, x: box.x + box.width - width, width },
    };
  }
  const height = Math.min(legendHeight(brush, legend, box.width, theme), box.height / 2);
  return {
    drawing: { ...box, height: box.height - height - 6 },
    legend: { ...box, y: box.y + box.height - height, height },
  };
}

/** A canvas of `width` by `height` px with `ratio` device pixels each, and a surface that counts in px. */
export function blankPicture(
  { width, height }: { width: number; height: number },
  ratio: number,
  make: CanvasMaker,
): { canvas: Canvas; surface: Surface } {
  const canvas = make(Math.round(width * ratio), Math.round(height * ratio));
  const brush = canvas.getContext('2d');
  if (!brush) throw new Error('There is no canvas to draw the picture on.');
  brush.scale(ratio, ratio);
  return { canvas, surface: { brush, ratio, make } };
}
