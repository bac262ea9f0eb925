import type { Plugin } from 'chart.js';
import type { Band } from './model.ts';
import { withOpacity } from './named-color.ts';
import { noteMarks, paintNotes } from './paint-notes.ts';
import { fontOf, fitted } from './paint-text.ts';
import type { BandsOptions } from './plugin-options.ts';
import type { ChartTheme } from './theme.ts';

/** The part of a band inside a range of time; null when they do not meet. */
export function clipBand({ fromMs, toMs }: Band, startMs: number, endMs: number): [number, number] | null {
  const from = Math.max(fromMs, startMs);
  const to = Math.min(toMs ?? endMs, endMs);
  return from < to || (from === to && from < endMs) ? [from, to] : null;
}

function bandColors({ kind }: Band, theme: ChartTheme): { fill: string; line: string } {
  if (kind === 'outage' || kind === 'firing') return { fill: theme.outage, line: theme.outageLine };
  if (kind === 'pending')
    return { fill: withOpacity(theme.palette[1]!, 0.12), line: withOpacity(theme.palette[1]!, 0.6) };
  return { fill: theme.band, line: theme.bandLine };
}

/** Height of the marks on the time axis, in pixels. */
const markHeight = 4;

/**
 * Shades spans of time behind the lines and writes what they are at their top, notes below that. Drift comes in many short episodes that
 * overlap the rest: it is marked along the time axis instead, where it hides nothing. An alert about something else is a mark along the top.
 */
export const bandsPlugin: Plugin<'line', BandsOptions> = {
  id: 'bands',
  beforeDatasetsDraw(chart, _args, { bands, theme }) {
    const x = chart.scales['x'];
    if (!x || !bands || bands.length === 0) return;
    const { ctx: brush, chartArea: area } = chart;
    brush.save();
    brush.beginPath();
    brush.rect(area.left, area.top, area.width, area.height);
    brush.clip();
    const notes: Band[] = [];
    for (const band of bands) {
      const span = clipBand(band, x.min, x.max);
      if (!span) continue;
      const [left, right] = span.map((timeMs) => Math.round(x.getPixelForValue(timeMs))) as [number, number];
      if (band.kind === 'note') {
        notes.push(band);
        continue;
      }
      // However short, it happened: at least two pixels.
      const width = Math.max(2, right - left);
      if (band.kind === 'drift') {
        brush.fillStyle = withOpacity(theme.palette[3]!, 0.9);
        brush.fillRect(left, area.bottom - markHeight, width, markHeight);
        continue;
      }
      if (band.kind === 'alert') {
        brush.fillStyle = theme.outageLine;
        brush.fillRect(left, area.top, width, markHeight - 1);
        continue;
      }
      const { fill, line } = bandColors(band, theme);
      brush.fillStyle = fill;
      brush.fillRect(left, area.top, width, area.height);
      brush.fillStyle = line;
      brush.fillRect(left, area.top, 1, area.height);
      if (band.toMs !== null) brush.fillRect(left + width - 1, area.top, 1, area.height);
      brush.fillStyle = theme.textMuted;
      brush.font = fontOf({ size: 10, family: theme.font });
      brush.textBaseline = 'top';
      brush.textAlign = 'left';
      const label = fitted(band.label, width - 8, (text) => brush.measureText(text).width);
      if (label.length > 3) brush.fillText(label, left + 5, area.top + 3);
    }
    paintNotes(
      brush,
      area,
      noteMarks(notes, (timeMs) => x.getPixelForValue(timeMs), area.right),
      theme,
    );
    brush.restore();
  },
};
