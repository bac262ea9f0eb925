import {
  BarController,
  BarElement,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from 'chart.js';
import { bandsPlugin } from './bands-plugin.ts';
import { thresholdsPlugin } from './thresholds-plugin.ts';

// Only what is used; the rest of Chart.js stays out of the page.
Chart.register(BarController, BarElement, Filler, LinearScale, LineController, LineElement, PointElement);
Chart.register(bandsPlugin, thresholdsPlugin);

export { Chart };
