import type { Box, Canvas, CanvasMaker } from './box.ts';
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
  /** Of the whole picture. */
  width: number;
  /** Of all items together. */
  height: number;
  items: readonly SheetItem[];
  /** Titles of rows, each with its top. */
  headings: readonly { text: string; y: number }[];
}

const margin = 16;
const head = 56;
const air = 8;

/** How wide the items of a sheet may be together. */
export const roomOf = ({ width }: { width: number }): number => width - 2 * margin;

/** Px from the top of a sheet to its bottom. */
export const sheetHeight = ({ height }: { height: number }): number => height + head + 2 * margin;

/** A whole dashboard on one canvas: its title and range, then every panel where it stands on the page. */
export function drawSheet(sheet: Sheet, theme: ChartTheme, ratio: number, make: CanvasMaker): Canvas {
  const { width } = sheet;
  const height = sheetHeight(sheet);
  const { canvas, surface } = blankPicture({ width, height }, ratio, make);
  const { brush } = surface;
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
    paintCard(surface, placed, picture, { theme });
  }
  return canvas;
}

/** One panel, its range of time beside the title, with a little air around it inside of `width` by `height`. */
export function drawSingle(
  picture: Picture,
  { width, height, range }: { width: number; height: number; range: string },
  theme: ChartTheme,
  ratio: number,
  make: CanvasMaker,
): Canvas {
  const { canvas, surface } = blankPicture({ width, height }, ratio, make);
  surface.brush.fillStyle = theme.page;
  surface.brush.fillRect(0, 0, width, height);
  const card = { x: air, y: air, width: width - 2 * air, height: height - 2 * air };
  paintCard(surface, card, picture, { remark: range, theme });
  return canvas;
}
