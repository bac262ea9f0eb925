import { type Systeminformation } from 'systeminformation';
import { type MetricFamily, single } from '../metric-family.ts';

/** Memory under the names that Linux gives it: dashboards ask for these. */
export function memoryFamilies(mem: Systeminformation.MemData): MetricFamily[] {
  const gauge = (field: string, bytes: number) =>
    single(`node_memory_${field}_bytes`, 'gauge', `Memory information field ${field}.`, bytes);
  return [
    gauge('MemTotal', mem.total),
    gauge('MemFree', mem.free),
    gauge('MemAvailable', mem.available),
    gauge('Buffers', mem.buffers),
    gauge('Cached', mem.cached),
    gauge('SwapTotal', mem.swaptotal),
    gauge('SwapFree', mem.swapfree),
  ];
}

export function filesystemFamilies(disks: readonly Systeminformation.FsSizeData[]): MetricFamily[] {
  const gauge = (name: string, help: string, valueOf: (disk: Systeminformation.FsSizeData) => number) => ({
    name: `node_filesystem_${name}`,
    type: 'gauge' as const,
    help,
    samples: disks.map((disk) => ({
      labels: { device: disk.fs, fstype: disk.type, mountpoint: disk.mount },
      value: valueOf(disk),
    })),
  });
  return [
    gauge('size_bytes', 'Size of the file system.', (disk) => disk.size),
    gauge('free_bytes', 'Free space.', (disk) => disk.size - disk.used),
    gauge('avail_bytes', 'Free space that ordinary users may use.', (disk) => disk.available),
    gauge('readonly', 'Whether it is mounted read-only.', (disk) => Number(disk.rw === false)),
  ];
}

export function networkFamilies(devices: readonly Systeminformation.NetworkStatsData[]): MetricFamily[] {
  const counter = (name: string, valueOf: (device: Systeminformation.NetworkStatsData) => number) => ({
    name: `node_network_${name}_total`,
    type: 'counter' as const,
    help: `Network device: ${name.replace('_', ' ')}.`,
    samples: devices.map((device) => ({ labels: { device: device.iface }, value: valueOf(device) })),
  });
  return [
    counter('receive_bytes', (device) => device.rx_bytes),
    counter('receive_errs', (device) => device.rx_errors),
    counter('receive_drop', (device) => device.rx_dropped),
    counter('transmit_bytes', (device) => device.tx_bytes),
    counter('transmit_errs', (device) => device.tx_errors),
    counter('transmit_drop', (device) => device.tx_dropped),
  ];
}

/** Bytes of all disks together: only their sum can be had. Null where not even that can. */
export function diskFamilies(stats: Systeminformation.FsStatsData | null): MetricFamily[] {
  if (!stats) return [];
  const counter = (name: string, help: string, value: number) => ({
    name: `node_disk_${name}_total`,
    type: 'counter' as const,
    help,
    samples: [{ labels: { device: 'all' }, value }],
  });
  return [counter('read_bytes', 'Bytes read.', stats.rx), counter('written_bytes', 'Bytes written.', stats.wx)];
}
