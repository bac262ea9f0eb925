import type { Box, Surface } from './box.ts';
import { Chart } from './chart-setup.ts';
import type { TimeChartModel } from './model.ts';
import type { ChartTheme } from './theme.ts';
import { timeChartConfig } from './time-chart-config.ts';

/** Draws the same chart as the page shows into a picture. Chart.js wants a canvas of its own, so it gets one. */
export function paintTimeChart(surface: Surface, box: Box, model: TimeChartModel, theme: ChartTheme): void {
  const { brush, ratio, make } = surface;
  const [width, height] = [Math.floor(box.width), Math.floor(box.height)];
  if (width <= 0 || height <= 0) return;
  const canvas = make(width, height);
  const config = timeChartConfig(model, theme);
  const chart = new Chart(canvas, {
    ...config,
    options: { ...config.options, responsive: false, devicePixelRatio: ratio },
  });
  brush.drawImage(canvas, box.x, box.y, width, height);
  chart.destroy();
}
