import type { Box, Brush } from './box.ts';
import { Chart } from './chart-setup.ts';
import type { TimeChartModel } from './model.ts';
import type { ChartTheme } from './theme.ts';
import { timeChartConfig } from './time-chart-config.ts';

/** Draws the same chart as TimeChart into a picture, at `ratio` device pixels per px. */
export function paintTimeChart(brush: Brush, box: Box, model: TimeChartModel, theme: ChartTheme, ratio: number): void {
  const [width, height] = [Math.floor(box.width), Math.floor(box.height)];
  if (width <= 0 || height <= 0) return;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const config = timeChartConfig(model, theme);
  const chart = new Chart(canvas, {
    ...config,
    options: { ...config.options, responsive: false, devicePixelRatio: ratio },
  });
  brush.drawImage(canvas, box.x, box.y, width, height);
  chart.destroy();
}
