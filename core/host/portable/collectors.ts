import { loadavg } from 'node:os';
import type { Collectors } from '../collector.ts';
import { parseLoadavg } from '../linux/loadavg.ts';
import { unameInfo } from '../uname.ts';
import { cpuFamilies } from './cpu.ts';
import { diskFamilies, filesystemFamilies, memoryFamilies, networkFamilies } from './from-systeminformation.ts';
import { refreshed } from './refreshed.ts';

const REFRESH_MS = 10_000;
/** Each question starts a PowerShell there. */
const WINDOWS_REFRESH_MS = 30_000;

/** Loaded where it is needed only: it takes 70 ms and 10 MB, and Linux does without. */
const ask = () => import('systeminformation');

/** Any machine, read through Node and `systeminformation`; less than Linux tells, under the same names. */
export function portableCollectors(platform: NodeJS.Platform): Collectors {
  const windows = platform === 'win32';
  const everyMs = windows ? WINDOWS_REFRESH_MS : REFRESH_MS;
  return {
    cpu: cpuFamilies,
    // Windows has no load average; Node says 0 there, which would be a lie.
    loadavg: () => (windows ? [] : parseLoadavg(loadavg().join(' '))),
    memory: refreshed(async () => memoryFamilies(await (await ask()).mem()), [], everyMs),
    filesystem: refreshed(async () => filesystemFamilies(await (await ask()).fsSize()), [], everyMs),
    diskstats: refreshed(async () => diskFamilies(await (await ask()).fsStats()), [], everyMs),
    netdev: refreshed(async () => networkFamilies(await (await ask()).networkStats('*')), [], everyMs),
    uname: () => [unameInfo(null)],
  };
}
