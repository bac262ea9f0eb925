import type { Box } from './box.ts';
import { paintText } from './paint-text.ts';
import { blankPicture, paintCard, type Picture } from './picture.ts';
import type { ChartTheme } from './theme.ts';

export interface SheetItem {
  picture: Picture;
  /** Below the sheet's head. */
  box: Box;
}

export interface Sheet {
  title: string;
  /** The range of time shown. */
  range: string;
  /** What made it and when. */
  source: string;
  width: number;
  height: number;
  items: readonly SheetItem[];
  /** Titles of rows, each with its top. */
  headings: readonly { text: string; y: number }[];
}

const margin = 16;
const head = 56;

/** A whole dashboard on one canvas: its title and range, then every panel where it stands on the page. */
export function drawSheet(sheet: Sheet, theme: ChartTheme, ratio: number): HTMLCanvasElement {
  const width = sheet.width + 2 * margin;
  const height = sheet.height + head + 2 * margin;
  const { canvas, brush } = blankPicture(width, height, ratio);
  brush.fillStyle = theme.page;
  brush.fillRect(0, 0, width, height);
  const style = { family: theme.font, baseline: 'middle' as const };
  const middle = margin + head / 2 - 8;
  paintText(brush, sheet.title, { x: margin, y: middle }, { ...style, size: 20, weight: 600, color: theme.text });
  const right = { ...style, align: 'right' as const };
  paintText(brush, sheet.range, { x: width - margin, y: middle - 9 }, { ...right, size: 13, color: theme.textMuted });
  paintText(brush, sheet.source, { x: width - margin, y: middle + 10 }, { ...right, size: 11, color: theme.textFaint });
  for (const { text, y } of sheet.headings) {
    const at = { x: margin, y: margin + head + y + 15 };
    paintText(brush, text, at, { ...style, size: 13, weight: 600, color: theme.textMuted });
  }
  for (const { picture, box } of sheet.items) {
    const placed = { ...box, x: box.x + margin, y: box.y + margin + head };
    paintCard(brush, placed, picture, { theme, ratio });
  }
  return canvas;
}

/** One panel with a little air around it, its range of time beside the title. */
export function drawSingle(
  picture: Picture,
  { width, height, range }: { width: number; height: number; range: string },
  theme: ChartTheme,
  ratio: number,
): HTMLCanvasElement {
  const air = 8;
  const { canvas, brush } = blankPicture(width + 2 * air, height + 2 * air, ratio);
  brush.fillStyle = theme.page;
  brush.fillRect(0, 0, width + 2 * air, height + 2 * air);
  paintCard(brush, { x: air, y: air, width, height }, picture, { remark: range, theme, ratio });
  return canvas;
}
