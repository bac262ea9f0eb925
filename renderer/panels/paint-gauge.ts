import { type Box, type Brush, type ChartTheme, paintText, textWidth } from '../drawing/index.ts';
import { joined } from '../format/index.ts';
import { cellsIn } from './cells.ts';
import type { Figure } from './figures.ts';
import type { GaugeOptions } from './panel-options.ts';

/** Of the full circle: from lower left over the top to lower right. */
const startAngle = 0.75 * Math.PI;
const sweep = 1.5 * Math.PI;
/** Width by height of a gauge with its name. */
const shape = 1.25;

/** Where a value stands on the scale, 0 to 1. One without ends goes from 0 to 100, or as far as its series goes. */
export function gaugeScale({ field, values, value }: Figure): { min: number; max: number; share: number } {
  const seen = Array.from(values).filter(Number.isFinite);
  const min = field.min ?? Math.min(0, ...seen);
  const most = Math.max(...seen, value ?? 0);
  const max = field.max ?? (most > 100 ? most : 100);
  const share = value === null || Number.isNaN(value) || max <= min ? 0 : (value - min) / (max - min);
  return { min, max, share: Math.min(1, Math.max(0, share)) };
}

/** Dials: an arc filled up to the value, the thresholds around it, the value in its middle. */
export function paintGauge(
  brush: Brush,
  box: Box,
  figures: readonly Figure[],
  options: GaugeOptions,
  theme: ChartTheme,
): void {
  const cells = cellsIn(box, figures.length, shape);
  figures.forEach((figure, i) => paintDial(brush, cells[i]!, figure, { options, theme, named: figures.length > 1 }));
}

interface Manner {
  options: GaugeOptions;
  theme: ChartTheme;
  named: boolean;
}

function paintDial(brush: Brush, box: Box, figure: Figure, { options, theme, named }: Manner): void {
  const nameHeight = named ? 18 : 0;
  const height = box.height - nameHeight;
  // The arc ends 45° below the middle: it is 1 + sin 45° radii high.
  const radius = Math.max(4, Math.min(box.width / 2, height / (1 + Math.SQRT1_2)) - 4);
  const x = box.x + box.width / 2;
  const y = box.y + radius + 4 + Math.max(0, (height - radius * (1 + Math.SQRT1_2)) / 2 - 4);
  const { min, max, share } = gaugeScale(figure);
  const width = radius * 0.2;
  const rim = options.showThresholdMarkers ? Math.max(3, radius * 0.05) : 0;
  const arc = (from: number, to: number, at: number, thickness: number, color: string) => {
    if (to <= from) return;
    brush.beginPath();
    brush.arc(x, y, at, startAngle + sweep * from, startAngle + sweep * to);
    brush.lineWidth = thickness;
    brush.lineCap = 'butt';
    brush.strokeStyle = color;
    brush.stroke();
  };
  const inner = radius - rim - (rim > 0 ? 2 : 0) - width / 2;
  arc(0, 1, inner, width, theme.track);
  arc(0, share, inner, width, figure.color);
  if (rim > 0) {
    figure.steps.forEach(({ value, color }, i) => {
      const place = (at: number) => (max > min ? Math.min(1, Math.max(0, (at - min) / (max - min))) : 0);
      arc(place(value), place(figure.steps[i + 1]?.value ?? Infinity), radius - rim / 2, rim, color);
    });
  }
  const text = joined(figure.shown);
  const room = 2 * (inner - width / 2) * 0.86;
  const at100 = textWidth(brush, text, { size: 100, weight: 600, family: theme.font });
  const size = Math.max(10, Math.min(radius * 0.42, (100 * room) / Math.max(1, at100)));
  const style = { size, weight: 600, color: figure.color, family: theme.font, align: 'center' as const };
  paintText(brush, text, { x, y }, { ...style, baseline: 'middle' });
  if (named) {
    const name = { size: 12, color: theme.textMuted, family: theme.font, align: 'center' as const };
    paintText(brush, figure.name, { x, y: box.y + box.height - 5 }, name, box.width);
  }
}
