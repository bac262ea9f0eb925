import type { Plugin } from 'chart.js';
import { withOpacity } from './named-color.ts';
import type { ThresholdsOptions } from './plugin-options.ts';

/** Lines at the thresholds of a panel, or their ranges tinted. */
export const thresholdsPlugin: Plugin<'line', ThresholdsOptions> = {
  id: 'thresholds',
  beforeDatasetsDraw(chart, _args, { marks }) {
    const y = chart.scales['y'];
    if (!y || !marks || marks.length === 0) return;
    const { ctx: brush, chartArea: area } = chart;
    brush.save();
    brush.beginPath();
    brush.rect(area.left, area.top, area.width, area.height);
    brush.clip();
    marks.forEach((mark, i) => {
      // The lowest step begins at minus infinity; the axis ends it.
      const bottom = y.getPixelForValue(Math.max(mark.value, y.min));
      const above = marks[i + 1];
      const top = y.getPixelForValue(Math.min(above?.value ?? y.max, y.max));
      if (mark.area && top < bottom) {
        brush.fillStyle = withOpacity(mark.color, 0.1);
        brush.fillRect(area.left, top, area.width, bottom - top);
      }
      if (mark.line && mark.value >= y.min && mark.value <= y.max) {
        brush.strokeStyle = mark.color;
        brush.lineWidth = 1;
        brush.setLineDash(mark.dash ? [6, 4] : []);
        brush.beginPath();
        brush.moveTo(area.left, Math.round(bottom) + 0.5);
        brush.lineTo(area.right, Math.round(bottom) + 0.5);
        brush.stroke();
      }
    });
    brush.restore();
  },
};
