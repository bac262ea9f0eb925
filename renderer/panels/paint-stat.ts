import { type Box, type Brush, type ChartTheme, paintSparkline, paintText, textWidth } from '../charts/index.ts';
import type { Figure } from './figures.ts';
import type { StatOptions } from './panel-options.ts';

const pad = 8;

/** Big numbers side by side (or below each other), each over the course of its series. */
export function paintStat(
  brush: Brush,
  box: Box,
  figures: readonly Figure[],
  times: ArrayLike<number>,
  options: StatOptions,
  theme: ChartTheme,
): void {
  const isRow = options.orientation === 'vertical' || (options.orientation === 'auto' && box.width >= box.height);
  const count = Math.max(1, figures.length);
  const width = isRow ? (box.width - pad * (count - 1)) / count : box.width;
  const height = isRow ? box.height : (box.height - pad * (count - 1)) / count;
  figures.forEach((figure, i) => {
    const at = isRow ? { x: box.x + i * (width + pad), y: box.y } : { x: box.x, y: box.y + i * (height + pad) };
    paintFigure(brush, { ...at, width, height }, figure, times, { options, withName: named(options, count), theme });
  });
}

const named = ({ textMode }: StatOptions, count: number) =>
  textMode === 'value_and_name' || textMode === 'name' || (textMode === 'auto' && count > 1);

interface Manner {
  options: StatOptions;
  withName: boolean;
  theme: ChartTheme;
}

function paintFigure(brush: Brush, box: Box, figure: Figure, times: ArrayLike<number>, manner: Manner): void {
  const { options, withName, theme } = manner;
  const onColor = options.colorMode === 'background' || options.colorMode === 'background_solid';
  const valueColor = options.colorMode === 'value' ? figure.color : onColor ? '#ffffff' : theme.text;
  if (onColor) {
    brush.fillStyle = figure.color;
    brush.beginPath();
    brush.roundRect(box.x, box.y, box.width, box.height, 4);
    brush.fill();
  }
  const hasLine = options.graphMode !== 'none' && figure.values.length > 1 && box.height > 56;
  if (hasLine) {
    const height = Math.min(box.height * 0.45, 90);
    const under = { x: box.x, y: box.y + box.height - height, width: box.width, height };
    const fill = options.graphMode === 'line' ? 0 : 0.18;
    paintSparkline(
      brush,
      under,
      { timestampsMs: times, values: figure.values },
      onColor ? '#ffffff' : figure.color,
      fill,
    );
  }
  const room = hasLine ? box.height * 0.62 : box.height;
  const nameSize = withName ? Math.min(14, Math.max(11, room * 0.16)) : 0;
  const size = fittingSize(brush, figure, box.width - 2 * pad, (room - nameSize) * 0.62, theme);
  const nameColor = onColor ? '#ffffff' : theme.textMuted;
  const top = box.y + (room - nameSize - size) / 2;
  const left = box.x + pad;
  if (withName) {
    const style = { size: nameSize, color: nameColor, family: theme.font, baseline: 'top' as const };
    paintText(brush, figure.name, { x: left, y: top }, style, box.width - 2 * pad);
  }
  if (options.textMode === 'name' || options.textMode === 'none') return;
  const baseline = top + nameSize + size * 0.88;
  const { prefix, text, suffix } = figure.shown;
  const style = { weight: 600, color: valueColor, family: theme.font };
  const written = paintText(brush, `${prefix}${text}`, { x: left, y: baseline }, { ...style, size });
  paintText(brush, suffix, { x: left + written, y: baseline }, { ...style, size: size * 0.6 });
}

/** The largest size at which number and unit fit. */
function fittingSize(brush: Brush, { shown }: Figure, width: number, height: number, theme: ChartTheme): number {
  const style = { size: 100, weight: 600, family: theme.font };
  const at100 = textWidth(brush, `${shown.prefix}${shown.text}`, style) + 0.6 * textWidth(brush, shown.suffix, style);
  return Math.max(12, Math.min(height, (100 * width) / Math.max(1, at100), 64));
}
