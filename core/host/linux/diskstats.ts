import type { MetricFamily } from '../metric-family.ts';
import { numbersOf } from './proc-files.ts';

/** Partitions, loop devices and RAM disks would count the same bytes twice, or nothing of interest. */
const ignored = /^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\d+n\d+p)\d+$/;

const units = {
  count: (n: number) => n,
  /** 512 bytes in this file, whatever the disk's own sectors are. */
  sectors: (n: number) => n * 512,
  milliseconds: (n: number) => n / 1000,
};

/** What follows the device's name, in order; older kernels have fewer columns. See the kernel's Documentation/admin-guide/iostats.rst. */
const columns: readonly (readonly [name: string, unit: keyof typeof units, help: string])[] = [
  ['reads_completed_total', 'count', 'Reads completed.'],
  ['reads_merged_total', 'count', 'Reads merged.'],
  ['read_bytes_total', 'sectors', 'Bytes read.'],
  ['read_time_seconds_total', 'milliseconds', 'Time spent by all reads.'],
  ['writes_completed_total', 'count', 'Writes completed.'],
  ['writes_merged_total', 'count', 'Writes merged.'],
  ['written_bytes_total', 'sectors', 'Bytes written.'],
  ['write_time_seconds_total', 'milliseconds', 'Time spent by all writes.'],
  ['io_now', 'count', 'I/Os in progress.'],
  ['io_time_seconds_total', 'milliseconds', 'Time during which I/O was in progress.'],
  ['io_time_weighted_seconds_total', 'milliseconds', 'Time in I/O, weighted by how many were in progress.'],
  ['discards_completed_total', 'count', 'Discards completed.'],
  ['discards_merged_total', 'count', 'Discards merged.'],
  ['discarded_sectors_total', 'count', 'Sectors discarded.'],
  ['discard_time_seconds_total', 'milliseconds', 'Time spent by all discards.'],
  ['flush_requests_total', 'count', 'Flush requests completed.'],
  ['flush_requests_time_seconds_total', 'milliseconds', 'Time spent by all flush requests.'],
];

/** I/O of every whole disk. */
export function parseDiskstats(text: string): MetricFamily[] {
  const disks: { device: string; numbers: number[] }[] = [];
  for (const line of text.split('\n')) {
    const [, device, rest] = /^\s*\d+\s+\d+\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (device !== undefined && !ignored.test(device)) disks.push({ device, numbers: numbersOf(rest!) });
  }
  return columns.map(([name, unit, help], i) => ({
    name: `node_disk_${name}`,
    type: name === 'io_now' ? 'gauge' : 'counter',
    help,
    samples: disks.flatMap(({ device, numbers }) =>
      i < numbers.length ? [{ labels: { device }, value: units[unit](numbers[i]!) }] : [],
    ),
  }));
}
