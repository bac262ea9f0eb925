export { formatDateTime } from './date-time.ts';
export { type FormattedValue, joined, type ValueFormat } from './formatted.ts';
export { momentText, rangeText, type Tick, timeTicks } from './time-ticks.ts';
export { type AxisWish, type ValueAxis, valueAxis } from './value-axis.ts';
export { formatValue, valueFormat } from './value-format.ts';
