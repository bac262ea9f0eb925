import { toFixed } from './fixed.ts';
import { formatted, type ValueFormat } from './formatted.ts';

/** From this size on (in the unit the value comes in), divide by this and say that. Largest first. */
type Ladder = readonly (readonly [from: number, divideBy: number, suffix: string])[];

const plurals = new Set([' min', ' hour', ' day', ' week', ' year']);

/** The bare unit is never put in the plural (`12.3 hour`), a converted one is (`1.50 hours`): Grafana's habit, kept. */
function laddered(ladder: Ladder, bare: string | null): ValueFormat {
  return (value, decimals) => {
    const size = Math.abs(value);
    const rung = ladder.find(([from]) => size >= from);
    if (!rung) return formatted(toFixed(value, decimals), bare ?? '');
    const [, divideBy, suffix] = rung;
    // Multiplying is exact where dividing by 0.001 is not: 0.00015 s must read 150 µs, not 150.0 µs.
    const converted = divideBy < 1 ? value * Math.round(1 / divideBy) : value / divideBy;
    const plural = Math.abs(converted) > 1 && plurals.has(suffix) ? 's' : '';
    return formatted(toFixed(converted, decimals), `${suffix}${plural}`);
  };
}

export const nanoseconds = laddered(
  [
    [864e11, 864e11, ' day'],
    [36e11, 36e11, ' hour'],
    [6e10, 6e10, ' min'],
    [1e9, 1e9, ' s'],
    [1e6, 1e6, ' ms'],
    [1e3, 1e3, ' µs'],
  ],
  ' ns',
);

export const microseconds = laddered(
  [
    [1e6, 1e6, ' s'],
    [1e3, 1e3, ' ms'],
  ],
  ' µs',
);

export const milliseconds = laddered(
  [
    [31_536e6, 31_536e6, ' year'],
    [864e5, 864e5, ' day'],
    [36e5, 36e5, ' hour'],
    [6e4, 6e4, ' min'],
    [1e3, 1e3, ' s'],
  ],
  ' ms',
);

const secondsLadder = laddered(
  [
    [31_536e3, 31_556_900, ' year'],
    [604_800, 604_800, ' week'],
    [86_400, 86_400, ' day'],
    [3600, 3600, ' hour'],
    [60, 60, ' min'],
    [1, 1, ' s'],
    [1e-3, 1e-3, ' ms'],
    [1e-6, 1e-6, ' µs'],
    [Number.MIN_VALUE, 1e-9, ' ns'],
  ],
  ' s',
);
/** Zero is `0 s` whatever the decimals, as in Grafana. */
export const seconds: ValueFormat = (value, decimals) =>
  value === 0 ? formatted('0', ' s') : secondsLadder(value, decimals);

/** Hundredths of a second, as SNMP counts. */
export const timeTicks: ValueFormat = (value, decimals) => seconds(value / 100, decimals);

export const minutes = laddered(
  [
    [604_800, 525_948, ' year'],
    [10_080, 10_080, ' week'],
    [1440, 1440, ' day'],
    [60, 60, ' hour'],
  ],
  ' min',
);

export const hours = laddered(
  [
    [8760, 8760, ' year'],
    [168, 168, ' week'],
    [24, 24, ' day'],
  ],
  ' hour',
);

export const days = laddered(
  [
    [365, 365, ' year'],
    [7, 7, ' week'],
    [0, 1, ' day'],
  ],
  null,
);
