import type { Band } from './model.ts';
import { withOpacity } from './named-color.ts';
import { fitted, fontOf } from './paint-text.ts';
import type { ChartTheme } from './theme.ts';

export interface NoteMark {
  left: number;
  width: number;
  isMoment: boolean;
  label: string;
  /** How much room its text has: up to the next mark, or the end of the area. */
  room: number;
}

/**
 * Where notes stand in an area that ends at `right`: a span is as wide as it lasts, a moment is a line. Given in order of
 * time; `place` turns a time into pixels.
 */
export function noteMarks(notes: readonly Band[], place: (timeMs: number) => number, right: number): NoteMark[] {
  const lefts = notes.map(({ fromMs }) => Math.round(place(fromMs)));
  return notes.map(({ fromMs, toMs, label }, i) => {
    const left = lefts[i]!;
    const end = toMs === null ? right : Math.round(place(toMs));
    return {
      left,
      width: Math.max(1, end - left),
      isMoment: toMs === fromMs,
      label,
      room: (lefts[i + 1] ?? right) - left,
    };
  });
}

/** Below the names of load runs, so that both can be read. */
const labelTop = 17;
/** Of the pennant of a moment, in px; its text stands beside it. */
const pennant = { width: 6, height: 8 };

/** Draws notes: spans are tinted, moments are a dashed line with a pennant; the text where there is room for it. */
export function paintNotes(
  brush: CanvasRenderingContext2D,
  area: { top: number; bottom: number },
  marks: readonly NoteMark[],
  theme: ChartTheme,
): void {
  const color = theme.palette[5]!;
  brush.font = fontOf({ size: 10, family: theme.font });
  brush.textBaseline = 'top';
  brush.textAlign = 'left';
  for (const { left, width, isMoment, label, room } of marks) {
    if (!isMoment) {
      brush.fillStyle = withOpacity(color, 0.08);
      brush.fillRect(left, area.top, width, area.bottom - area.top);
    }
    brush.strokeStyle = withOpacity(color, 0.8);
    brush.setLineDash(isMoment ? [3, 3] : []);
    brush.beginPath();
    for (const x of isMoment ? [left] : [left, left + width]) {
      brush.moveTo(x + 0.5, area.top);
      brush.lineTo(x + 0.5, area.bottom);
    }
    brush.stroke();
    brush.fillStyle = color;
    if (isMoment) {
      brush.beginPath();
      brush.moveTo(left + 0.5, area.top + labelTop);
      brush.lineTo(left + 0.5 + pennant.width, area.top + labelTop + pennant.height / 2);
      brush.lineTo(left + 0.5, area.top + labelTop + pennant.height);
      brush.fill();
    }
    brush.fillStyle = theme.textMuted;
    const indent = isMoment ? pennant.width + 4 : 5;
    const text = fitted(label, room - indent - 3, (each) => brush.measureText(each).width);
    if (text.length > 3) brush.fillText(text, left + indent, area.top + labelTop);
  }
  brush.setLineDash([]);
}
