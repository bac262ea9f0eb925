import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { collectAll } from '../collector.ts';
import { formatFamilies } from '../metric-family.ts';
import { linuxCollectors } from './collectors.ts';

/** A machine with two cores, an NVMe disk and containers, as its kernel's files tell of it. */
const sample = fileURLToPath(new URL('../testdata/proc', import.meta.url));

const { filesystem: _, ...collectors } = linuxCollectors(sample);
const text = formatFamilies(await collectAll(collectors));
const lines = new Set(text.split('\n'));

describe('the metrics of a Linux machine', () => {
  it.each([
    'node_cpu_seconds_total{cpu="0",mode="user"} 730.82',
    'node_cpu_seconds_total{cpu="1",mode="irq"} 0.07',
    'node_cpu_seconds_total{cpu="1",mode="steal"} 10.16',
    'node_cpu_guest_seconds_total{cpu="0",mode="nice"} 0.2',
    'node_boot_time_seconds 1795191153',
    'node_context_switches_total 11815286',
    'node_forks_total 60098',
    'node_intr_total 4245539',
    'node_procs_running 5',
    'node_procs_blocked 1',
    'node_memory_MemTotal_bytes 25276510208',
    'node_memory_MemAvailable_bytes 20601450496',
    'node_memory_Active_anon_bytes 2266529792',
    'node_memory_HugePages_Total 8',
    'node_load1 6.36',
    'node_load15 5.12',
    'node_disk_reads_completed_total{device="nvme0n1"} 154157',
    'node_disk_read_bytes_total{device="nvme0n1"} 5503819776',
    'node_disk_written_bytes_total{device="nvme0n1"} 32263433728',
    'node_disk_io_now{device="nvme0n1"} 2',
    'node_disk_io_time_seconds_total{device="nvme0n1"} 50.868',
    'node_disk_flush_requests_time_seconds_total{device="nvme0n1"} 3.742',
    'node_disk_io_time_weighted_seconds_total{device="sdb"} 0.15',
    'node_network_receive_bytes_total{device="lo"} 10359268852',
    'node_network_receive_bytes_total{device="eth0"} 4920846582',
    'node_network_receive_multicast_total{device="eth0"} 6',
    'node_network_transmit_bytes_total{device="eth0"} 5443888',
    'node_network_transmit_colls_total{device="eth0"} 10',
    'node_network_transmit_compressed_total{device="eth0"} 12',
    'node_vmstat_pgmajfault 8355',
    'node_vmstat_oom_kill 1',
    'node_filefd_maximum 2466177',
    'node_pressure_cpu_waiting_seconds_total 1561.968761',
    'node_pressure_io_stalled_seconds_total 7.756195',
    'node_scrape_collector_success{collector="diskstats"} 1',
  ])('hold %s', (line) => {
    expect(lines).toContain(line);
  });

  it('say what each metric is, once', () => {
    expect(lines).toContain('# TYPE node_cpu_seconds_total counter');
    expect(lines).toContain('# TYPE node_disk_io_now gauge');
    const types = text.match(/^# TYPE \S+/gm)!;
    expect(new Set(types).size).toBe(types.length);
  });

  it('leave out partitions, RAM and loop disks, and the ends of container networks', () => {
    expect(text).not.toMatch(/device="(nvme0n1p1|loop0|zram0|vethab12)"/);
    expect(text).toContain('device="dm-0"');
  });

  it('leave out columns that the kernel does not have', () => {
    expect(text).not.toMatch(/discards_completed_total\{device="sdb"\}/);
  });

  it('are kept when one part of them cannot be read', async () => {
    const broken = { ...collectors, meminfo: () => Promise.reject(new Error('no such file')) };
    const rest = formatFamilies(await collectAll(broken));
    expect(rest).toContain('node_scrape_collector_success{collector="meminfo"} 0');
    expect(rest).toContain('node_load1 6.36');
  });
});
