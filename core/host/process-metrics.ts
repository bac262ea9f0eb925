import { createLinuxProcessReader } from './linux/process.ts';
import type { MetricFamily } from './metric-family.ts';
import { createPortableProcessReader } from './portable/process.ts';

/** What can be told of a process; absent where the system does not say. */
export interface ProcessReading {
  cpuSeconds?: number;
  residentBytes?: number;
  virtualBytes?: number;
  openFds?: number;
  maxFds?: number;
  threads?: number;
  /** Unix seconds. */
  startTimeSeconds?: number;
}

/** Null when there is no such process, or not any more. */
export type ReadProcess = (pid: number) => ProcessReading | null;

/** A process to be reported, under the value of its label `process`. */
export interface WatchedProcess {
  name: string;
  pid: number;
}

const metrics: readonly (readonly [keyof ProcessReading, name: string, type: 'counter' | 'gauge', help: string])[] = [
  ['cpuSeconds', 'process_cpu_seconds_total', 'counter', 'User and system CPU time spent.'],
  ['residentBytes', 'process_resident_memory_bytes', 'gauge', 'Memory held in RAM.'],
  ['virtualBytes', 'process_virtual_memory_bytes', 'gauge', 'Memory addressed.'],
  ['openFds', 'process_open_fds', 'gauge', 'Open file descriptors.'],
  ['maxFds', 'process_max_fds', 'gauge', 'File descriptors that may be open.'],
  ['threads', 'process_threads', 'gauge', 'Threads.'],
  ['startTimeSeconds', 'process_start_time_seconds', 'gauge', 'When it started, Unix seconds.'],
];

export const createProcessReader = (platform: NodeJS.Platform, procRoot: string): ReadProcess =>
  platform === 'linux' ? createLinuxProcessReader(procRoot) : createPortableProcessReader(platform);

/** The usual `process_*` metrics, one series a process, told apart by the label `process`. */
export function processFamilies(read: ReadProcess, watched: readonly WatchedProcess[]): MetricFamily[] {
  const readings = watched.flatMap(({ name, pid }) => {
    const reading = read(pid);
    return reading === null ? [] : [{ labels: { process: name }, reading }];
  });
  return metrics.map(([key, name, type, help]) => ({
    name,
    type,
    help,
    samples: readings.flatMap(({ labels, reading }) => {
      const value = reading[key];
      return value === undefined ? [] : [{ labels, value }];
    }),
  }));
}
