import type { Box, Brush } from './box.ts';
import type { LegendItem, LegendModel } from './legend.ts';
import { paintText, textWidth } from './paint-text.ts';
import type { ChartTheme } from './theme.ts';

const size = 12;
const lineHeight = 18;
const swatch = 12;
const between = 18;

interface Placed {
  item: LegendItem;
  x: number;
  line: number;
}

const shownItems = ({ items }: LegendModel) => items.filter(({ isHidden }) => !isHidden);

/** How high a legend is below a chart of this width. */
export function legendHeight(brush: Brush, legend: LegendModel, width: number, theme: ChartTheme): number {
  if (legend.mode === 'table') return (shownItems(legend).length + 1) * lineHeight;
  const last = placeInLines(brush, legend, width, theme).at(-1);
  return last ? (last.line + 1) * lineHeight : 0;
}

/** The legend as it stands under the chart on the page; what is hidden there is left out. */
export function paintLegend(brush: Brush, box: Box, legend: LegendModel, theme: ChartTheme): void {
  brush.save();
  brush.beginPath();
  brush.rect(box.x, box.y, box.width, box.height);
  brush.clip();
  if (legend.mode === 'table') paintTable(brush, box, legend, theme);
  else {
    for (const { item, x, line } of placeInLines(brush, legend, box.width, theme)) {
      const y = box.y + line * lineHeight + lineHeight / 2;
      const width = paintName(brush, item, box.x + x, y, box.width, theme);
      paintValues(brush, legend, item, { x: box.x + x + width + 8, y }, theme);
    }
  }
  brush.restore();
}

const nameStyle = (theme: ChartTheme) => ({
  size,
  color: theme.textMuted,
  family: theme.font,
  baseline: 'middle' as const,
});
const valueStyle = (theme: ChartTheme) => ({ ...nameStyle(theme), color: theme.text });

/** The values of a list, each after the name of its calculation when there are several. */
const valueTexts = ({ columns }: LegendModel, { values }: LegendItem) =>
  values.flatMap((value, i) => {
    const end = i < values.length - 1 ? '   ' : '';
    const text = { text: `${value}${end}`, isCalc: false };
    return columns.length > 1 ? [{ text: `${columns[i]} `, isCalc: true }, text] : [text];
  });

const textStyle = (isCalc: boolean, theme: ChartTheme) =>
  isCalc ? { ...nameStyle(theme), size: 11, color: theme.textFaint } : valueStyle(theme);

function paintValues(
  brush: Brush,
  legend: LegendModel,
  item: LegendItem,
  at: { x: number; y: number },
  theme: ChartTheme,
) {
  let x = at.x;
  for (const { text, isCalc } of valueTexts(legend, item)) {
    x += paintText(brush, text, { x, y: at.y }, textStyle(isCalc, theme));
  }
}

function placeInLines(brush: Brush, legend: LegendModel, width: number, theme: ChartTheme): Placed[] {
  let [x, line] = [0, 0];
  return shownItems(legend).map((item) => {
    const values = valueTexts(legend, item).map(({ text, isCalc }) => textWidth(brush, text, textStyle(isCalc, theme)));
    const texts = textWidth(brush, item.name, nameStyle(theme)) + values.reduce((sum, each) => sum + each, 0);
    const wide = Math.min(width, swatch + 6 + texts + 8);
    if (x > 0 && (x + wide > width || legend.placement === 'right')) [x, line] = [0, line + 1];
    const placed = { item, x, line };
    x += wide + between;
    return placed;
  });
}

function paintName(brush: Brush, item: LegendItem, x: number, y: number, maxWidth: number, theme: ChartTheme): number {
  brush.fillStyle = item.color;
  brush.beginPath();
  brush.roundRect(x, y - 2, swatch, 4, 2);
  brush.fill();
  const offset = swatch + 6;
  return offset + paintText(brush, item.name, { x: x + offset, y }, nameStyle(theme), maxWidth - offset);
}

function paintTable(brush: Brush, box: Box, legend: LegendModel, theme: ChartTheme): void {
  const items = shownItems(legend);
  const widths = legend.columns.map((column, i) =>
    Math.max(
      ...[column, ...items.map(({ values }) => values[i]!)].map((text) => textWidth(brush, text, nameStyle(theme))),
    ),
  );
  const ends = widths.map((_, i) => box.x + box.width - widths.slice(i + 1).reduce((sum, w) => sum + w + between, 0));
  const nameWidth = box.width - widths.reduce((sum, width) => sum + width + between, 0);
  legend.columns.forEach((column, i) => {
    const style = { ...nameStyle(theme), size: 11, color: theme.textFaint, align: 'right' as const };
    paintText(brush, column, { x: ends[i]!, y: box.y + lineHeight / 2 }, style);
  });
  items.forEach((item, row) => {
    const y = box.y + (row + 1.5) * lineHeight;
    paintName(brush, item, box.x, y, nameWidth, theme);
    item.values.forEach((value, i) =>
      paintText(brush, value, { x: ends[i]!, y }, { ...valueStyle(theme), align: 'right' as const }),
    );
  });
}
