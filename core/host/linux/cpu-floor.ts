import type { MetricFamily } from '../metric-family.ts';

/** A smaller step back is the kernel's rounding of idle time; a larger one is a core that went away and came back. */
const RESET_SECONDS = 3;

/**
 * The kernel's idle and iowait times now and then step back by some hundredths of a second. A counter that steps back
 * reads as a reset, and `rate` would show a spike as high as the uptime: such a sample keeps its last value instead.
 */
export function createCpuFloor(): (family: MetricFamily) => MetricFamily {
  const last = new Map<string, number>();
  return (family) => ({
    ...family,
    samples: family.samples.map((sample) => {
      const key = `${sample.labels['cpu']} ${sample.labels['mode']}`;
      const before = last.get(key) ?? sample.value;
      const stepsBack = sample.value < before && before - sample.value < RESET_SECONDS;
      const value = stepsBack ? before : sample.value;
      last.set(key, value);
      return { ...sample, value };
    }),
  });
}
