import type { Brush } from './box.ts';

export interface TextStyle {
  size: number;
  weight?: number;
  color: string;
  family: string;
  align?: CanvasTextAlign;
  baseline?: CanvasTextBaseline;
}

export const fontOf = ({ size, weight = 400, family }: Pick<TextStyle, 'size' | 'weight' | 'family'>): string =>
  `${weight} ${size}px ${family}`;

export function textWidth(brush: Brush, text: string, style: Pick<TextStyle, 'size' | 'weight' | 'family'>): number {
  brush.font = fontOf(style);
  return brush.measureText(text).width;
}

/** The longest beginning of `text` that fits, with an ellipsis when something was left out. */
export function fitted(text: string, maxWidth: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= maxWidth) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(`${text.slice(0, middle)}…`) <= maxWidth) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${text.slice(0, low).trimEnd()}…`;
}

/** Writes one line, cut to `maxWidth`; returns the width written. */
export function paintText(
  brush: Brush,
  text: string,
  at: { x: number; y: number },
  style: TextStyle,
  maxWidth = Infinity,
): number {
  brush.font = fontOf(style);
  brush.fillStyle = style.color;
  brush.textAlign = style.align ?? 'left';
  brush.textBaseline = style.baseline ?? 'alphabetic';
  const widthOf = (part: string) => brush.measureText(part).width;
  const shown = fitted(text, maxWidth, widthOf);
  brush.fillText(shown, at.x, at.y);
  return widthOf(shown);
}
