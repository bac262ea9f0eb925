import type { ScatterScale } from './scatter-model.ts';

/** How a detector's statistics are drawn. */
export const scaleFor = (detector: string | undefined): ScatterScale =>
  detector === 'fet-online' ? 'nines' : 'linear';

/** A statistic or threshold. Three places, more where Fisher's, a chance close to 1, would else look alike. */
export const statisticText = (value: number): string => value.toFixed(value > 0.99 && value < 1 ? 5 : 3);
