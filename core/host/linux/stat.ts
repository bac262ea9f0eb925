import { type MetricFamily, type Sample, single } from '../metric-family.ts';
import { numbersOf } from './proc-files.ts';

/** USER_HZ: the unit of time in files under /proc, the same on every architecture Node runs on. */
export const TICKS_PER_SECOND = 100;

const modes = ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'softirq', 'steal'] as const;
const guestModes = ['user', 'nice'] as const;

/** Metrics of the lines in /proc/stat that hold one number first. */
const counters: Readonly<Record<string, readonly [name: string, type: MetricFamily['type'], help: string]>> = {
  btime: ['node_boot_time_seconds', 'gauge', 'Unix time of the last boot.'],
  ctxt: ['node_context_switches_total', 'counter', 'Context switches since boot.'],
  processes: ['node_forks_total', 'counter', 'Processes and threads created since boot.'],
  intr: ['node_intr_total', 'counter', 'Interrupts serviced since boot.'],
  procs_running: ['node_procs_running', 'gauge', 'Processes that run or could run.'],
  procs_blocked: ['node_procs_blocked', 'gauge', 'Processes that wait for I/O.'],
};

/** CPU time by core and mode, and what else /proc/stat counts. Time of guests is part of `user` and `nice`, as the kernel has it. */
export function parseStat(text: string): MetricFamily[] {
  const cpu: Sample[] = [];
  const guest: Sample[] = [];
  const others: MetricFamily[] = [];
  for (const line of text.split('\n')) {
    const space = line.indexOf(' ');
    const key = line.slice(0, space);
    const core = /^cpu(\d+)$/.exec(key)?.[1];
    if (core !== undefined) {
      const seconds = numbersOf(line.slice(space)).map((ticks) => ticks / TICKS_PER_SECOND);
      for (const [i, mode] of modes.entries()) cpu.push({ labels: { cpu: core, mode }, value: seconds[i] ?? 0 });
      for (const [i, mode] of guestModes.entries()) {
        guest.push({ labels: { cpu: core, mode }, value: seconds[modes.length + i] ?? 0 });
      }
    } else if (Object.hasOwn(counters, key)) {
      others.push(single(...counters[key]!, Number.parseInt(line.slice(space), 10)));
    }
  }
  return [
    { name: 'node_cpu_seconds_total', type: 'counter', help: 'CPU time by core and mode.', samples: cpu },
    {
      name: 'node_cpu_guest_seconds_total',
      type: 'counter',
      help: 'CPU time spent in guests (virtual machines) by core and mode.',
      samples: guest,
    },
    ...others,
  ];
}
