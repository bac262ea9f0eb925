import { collectAll } from './collector.ts';
import { linuxCollectors } from './linux/collectors.ts';
import { formatFamilies, single } from './metric-family.ts';
import { portableCollectors } from './portable/collectors.ts';

export interface HostMetricsOptions {
  platform?: NodeJS.Platform;
  /** Where the kernel's files are, on Linux. */
  procRoot?: string;
  /** Unix milliseconds. */
  now?: () => number;
}

export interface HostMetrics {
  /** CPU, memory, disks, file systems and network of this machine, in text format 0.0.4, as of now. Never throws. */
  exposition(): Promise<string>;
}

/** The metrics of this machine under the names that node_exporter gives them, so that dashboards made for it work. */
export function createHostMetrics(options: HostMetricsOptions = {}): HostMetrics {
  const { platform = process.platform, procRoot = '/proc', now = Date.now } = options;
  const collectors = platform === 'linux' ? linuxCollectors(procRoot) : portableCollectors(platform);
  return {
    async exposition() {
      const time = single('node_time_seconds', 'gauge', 'Time of this machine, Unix seconds.', now() / 1000);
      return formatFamilies([time, ...(await collectAll(collectors))]);
    },
  };
}
