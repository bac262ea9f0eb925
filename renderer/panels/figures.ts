import type { Panel } from '../../core/shared/index.ts';
import { type ChartTheme, chartTheme, type Grid, namedColor } from '../drawing/index.ts';
import { type FormattedValue, valueFormat } from '../format/index.ts';
import { type AbsoluteStep, type Field, fieldOf, thresholdSteps } from './field-config.ts';
import type { PanelData } from './panel-data.ts';
import { reduceSeries } from './reduce.ts';
import { seriesColor } from './series-color.ts';
import { mappedValue } from './value-mappings.ts';

/** One number of a stat or bar gauge panel: a series reduced by a calculation. */
export interface Figure {
  key: string;
  name: string;
  value: number | null;
  shown: FormattedValue;
  color: string;
  field: Field;
  /** The whole series, for a sparkline. */
  values: Float64Array;
  /** Ends of the scale it is measured on. */
  min: number;
  max: number;
  /** With colours of the theme. */
  steps: readonly AbsoluteStep[];
}

/** The numbers a panel shows, with their scale (the field's ends, else those of all the numbers) and colours. */
export function figuresOf(
  panel: Panel,
  { series }: PanelData,
  calcs: readonly string[],
  theme: ChartTheme = chartTheme('dark'),
  fallbackMode: 'thresholds' | 'palette-classic' = 'thresholds',
): Figure[] {
  const reduced = series.flatMap((each) =>
    calcs.map((calc) => ({
      each,
      calc,
      value: reduceSeries(each.values, calc),
      field: fieldOf(each, panel.fieldConfig),
    })),
  );
  const present = reduced
    .map(({ value }) => value)
    .filter((value) => value !== null && Number.isFinite(value)) as number[];
  const [low, high] = present.length > 0 ? [Math.min(...present), Math.max(...present)] : [0, 100];
  return reduced.map(({ each, calc, value, field }) => {
    const min = field.min ?? low;
    const max = field.max ?? high;
    const steps = thresholdSteps(field, min, max);
    const mapped = mappedValue(field['mappings'], value);
    return {
      key: `${each.key} ${calc}`,
      name: field.displayName ?? each.name,
      value,
      shown: mapped?.text === undefined ? shownOf(value, field) : { prefix: '', text: mapped.text, suffix: '' },
      color: mapped?.color
        ? namedColor(mapped.color, theme)
        : seriesColor(field, { slot: each.slot, value, steps }, fallbackMode, theme),
      field,
      values: each.values,
      min,
      max,
      steps: steps.map((step) => ({ ...step, color: namedColor(step.color, theme) })),
    };
  });
}

const shownOf = (value: number | null, { unit, decimals, noValue }: Field): FormattedValue =>
  value === null ? { prefix: '', text: noValue ?? '–', suffix: '' } : valueFormat(unit)(value, decimals);

export const gridTimes = (grid: Grid): Float64Array =>
  Float64Array.from({ length: grid.length }, (_, i) => grid.startMs + i * grid.stepMs);
