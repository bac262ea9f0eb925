import type { Collectors } from '../collector.ts';
import type { MetricFamily } from '../metric-family.ts';
import { unameInfo } from '../uname.ts';
import { createCpuFloor } from './cpu-floor.ts';
import { parseDiskstats } from './diskstats.ts';
import { parseFileNr } from './file-nr.ts';
import { createFilesystemReader } from './filesystems.ts';
import { parseLoadavg } from './loadavg.ts';
import { parseMeminfo } from './meminfo.ts';
import { parseMounts } from './mounts.ts';
import { parseNetDev } from './net-dev.ts';
import { parsePressure, type Resource } from './pressure.ts';
import { procFiles } from './proc-files.ts';
import { parseStat } from './stat.ts';
import { parseVmstat } from './vmstat.ts';

const resources: readonly Resource[] = ['cpu', 'io', 'memory'];

/** This machine, read from /proc (or a copy of it at `procRoot`). */
export function linuxCollectors(procRoot: string): Collectors {
  const proc = procFiles(procRoot);
  const floor = createCpuFloor();
  const measureFilesystems = createFilesystemReader();
  const steady = (family: MetricFamily): MetricFamily =>
    family.name === 'node_cpu_seconds_total' ? floor(family) : family;
  return {
    stat: () => parseStat(proc.read('stat')).map(steady),
    meminfo: () => parseMeminfo(proc.read('meminfo')),
    loadavg: () => parseLoadavg(proc.read('loadavg')),
    diskstats: () => parseDiskstats(proc.read('diskstats')),
    netdev: () => parseNetDev(proc.read('net/dev')),
    filesystem: () => measureFilesystems(parseMounts(proc.read('self/mounts'))),
    vmstat: () => parseVmstat(proc.read('vmstat')),
    filefd: () => parseFileNr(proc.read('sys/fs/file-nr')),
    pressure: () => resources.flatMap((resource) => parsePressure(resource, proc.read(`pressure/${resource}`))),
    uname: () => [unameInfo(proc.read('sys/kernel/domainname').trim())],
  };
}
