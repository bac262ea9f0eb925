import { loadavg } from 'node:os';
import { fsSize, fsStats, mem, networkStats } from 'systeminformation';
import type { Collectors } from '../collector.ts';
import { parseLoadavg } from '../linux/loadavg.ts';
import { unameInfo } from '../uname.ts';
import { cpuFamilies } from './cpu.ts';
import { diskFamilies, filesystemFamilies, memoryFamilies, networkFamilies } from './from-systeminformation.ts';
import { refreshed } from './refreshed.ts';

const REFRESH_MS = 10_000;
/** Each question starts a PowerShell there. */
const WINDOWS_REFRESH_MS = 30_000;

/** Any machine, read through Node and `systeminformation`; less than Linux tells, under the same names. */
export function portableCollectors(platform: NodeJS.Platform): Collectors {
  const windows = platform === 'win32';
  const everyMs = windows ? WINDOWS_REFRESH_MS : REFRESH_MS;
  return {
    cpu: cpuFamilies,
    // Windows has no load average; Node says 0 there, which would be a lie.
    loadavg: () => (windows ? [] : parseLoadavg(loadavg().join(' '))),
    memory: refreshed(async () => memoryFamilies(await mem()), [], everyMs),
    filesystem: refreshed(async () => filesystemFamilies(await fsSize()), [], everyMs),
    diskstats: refreshed(async () => diskFamilies(await fsStats()), [], everyMs),
    netdev: refreshed(async () => networkFamilies(await networkStats('*')), [], everyMs),
    uname: () => [unameInfo(null)],
  };
}
