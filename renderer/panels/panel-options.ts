import { z } from 'zod';

/*
 * What Telltale reads of the free parts of a panel. Written by other people and other versions: what is missing or
 * strange falls back to Grafana's default instead of failing the panel.
 */

const Legend = z.object({
  showLegend: z.boolean().catch(true),
  displayMode: z.enum(['list', 'table', 'hidden']).catch('list'),
  placement: z.enum(['bottom', 'right']).catch('bottom'),
  calcs: z.array(z.string()).catch([]),
});

const Tooltip = z.object({
  mode: z.enum(['single', 'multi', 'none']).catch('single'),
  sort: z.enum(['none', 'asc', 'desc']).catch('none'),
  hideZeros: z.boolean().catch(false),
});

const ReduceOptions = z.object({ calcs: z.array(z.string()).min(1).catch(['lastNotNull']) });
const reduceOptions = ReduceOptions.catch({ calcs: ['lastNotNull'] });

export const TimeSeriesOptions = z.object({
  legend: Legend.catch(Legend.parse({})),
  tooltip: Tooltip.catch(Tooltip.parse({})),
});

export type TimeSeriesOptions = z.infer<typeof TimeSeriesOptions>;

export const StatOptions = z.object({
  reduceOptions,
  colorMode: z.enum(['value', 'background', 'background_solid', 'none']).catch('value'),
  graphMode: z.enum(['area', 'line', 'none']).catch('area'),
  textMode: z.enum(['auto', 'value', 'value_and_name', 'name', 'none']).catch('auto'),
  orientation: z.enum(['auto', 'horizontal', 'vertical']).catch('auto'),
});
export type StatOptions = z.infer<typeof StatOptions>;

export const BarGaugeOptions = z.object({
  reduceOptions,
  orientation: z.enum(['auto', 'horizontal', 'vertical']).catch('auto'),
  displayMode: z.enum(['basic', 'gradient', 'lcd']).catch('gradient'),
  showUnfilled: z.boolean().catch(true),
});
export type BarGaugeOptions = z.infer<typeof BarGaugeOptions>;

export const GaugeOptions = z.object({ reduceOptions, showThresholdMarkers: z.boolean().catch(true) });
export type GaugeOptions = z.infer<typeof GaugeOptions>;

const PieLegend = z.object({
  showLegend: z.boolean().catch(true),
  values: z.array(z.enum(['value', 'percent'])).catch(['value']),
});

export const PieOptions = z.object({
  reduceOptions,
  pieType: z.enum(['pie', 'donut']).catch('pie'),
  sort: z.enum(['asc', 'desc', 'none']).catch('desc'),
  legend: PieLegend.catch(PieLegend.parse({})),
});
export type PieOptions = z.infer<typeof PieOptions>;

/** What a panel of single numbers reduces its series by. */
export const figureCalcs = ({ options }: { options?: object | undefined }): string[] =>
  z.object({ reduceOptions }).parse(options ?? {}).reduceOptions.calcs;

const Stacking = z.object({
  mode: z.enum(['none', 'normal', 'percent']).catch('none'),
  group: z.string().catch('A'),
});

/** `fieldConfig.defaults.custom` of a time series. */
export const LineOptions = z.object({
  drawStyle: z.enum(['line', 'bars', 'points']).catch('line'),
  lineInterpolation: z.enum(['linear', 'smooth', 'stepBefore', 'stepAfter']).catch('linear'),
  lineWidth: z.number().min(0).max(20).catch(1.5),
  fillOpacity: z.number().min(0).max(100).catch(0),
  lineStyle: z
    .object({ fill: z.enum(['solid', 'dash', 'dot']).catch('solid'), dash: z.array(z.number()).optional().catch([]) })
    .catch({ fill: 'solid', dash: [] }),
  spanNulls: z.union([z.boolean(), z.number()]).catch(false),
  showPoints: z.enum(['auto', 'always', 'never']).catch('auto'),
  pointSize: z.number().min(1).max(40).catch(5),
  stacking: Stacking.catch(Stacking.parse({})),
  axisLabel: z.string().catch(''),
  axisSoftMin: z.number().nullish().catch(null),
  axisSoftMax: z.number().nullish().catch(null),
  hideFrom: z
    .object({ viz: z.boolean().catch(false), legend: z.boolean().catch(false), tooltip: z.boolean().catch(false) })
    .catch({ viz: false, legend: false, tooltip: false }),
  thresholdsStyle: z
    .object({ mode: z.enum(['off', 'line', 'dashed', 'area', 'line+area', 'dashed+area']).catch('off') })
    .catch({ mode: 'off' }),
});
export type LineOptions = z.infer<typeof LineOptions>;
