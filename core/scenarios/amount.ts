import { unreachable } from '../shared/index.ts';
import type { Unit } from './scene.ts';

/** About three figures, as many as a reader compares: 1234, 45.6, 0.00789. */
export const figures = (value: number): string =>
  Math.abs(value) >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3)));

/** A number with its unit, as a sentence would have it. */
export function amount(value: number, unit: Unit): string {
  switch (unit) {
    case 'per second':
      return `${figures(value)} a second`;
    case 'share':
      return `${figures(value * 100)} %`;
    case 'cores':
      return `${figures(value)} processors`;
    case 'ms':
      return `${figures(value)} ms`;
    case 'bytes':
      return `${figures(value / 1024 / 1024)} MiB`;
    case 'count':
      return figures(value);
    default:
      return unreachable(unit);
  }
}
