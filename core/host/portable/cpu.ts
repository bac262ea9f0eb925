import { cpus, uptime } from 'node:os';
import { type MetricFamily, single } from '../metric-family.ts';

const modes = { user: 'user', nice: 'nice', sys: 'system', idle: 'idle', irq: 'irq' } as const;

/** CPU time by core and mode as libuv has it from any system; it counts milliseconds. */
export function cpuFamilies(): MetricFamily[] {
  const samples = cpus().flatMap(({ times }, core) =>
    Object.entries(modes).map(([key, mode]) => ({
      labels: { cpu: String(core), mode },
      value: times[key as keyof typeof modes] / 1000,
    })),
  );
  // The uptime has a fraction of a second that the clock's reading has not: without rounding the boot would wander.
  const bootSeconds = Math.round(Date.now() / 1000 - uptime());
  return [
    { name: 'node_cpu_seconds_total', type: 'counter', help: 'CPU time by core and mode.', samples },
    single('node_boot_time_seconds', 'gauge', 'Unix time of the last boot.', bootSeconds),
  ];
}
