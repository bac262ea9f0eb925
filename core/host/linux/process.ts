import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessReading, ReadProcess } from '../process-metrics.ts';
import { procFiles } from './proc-files.ts';
import { TICKS_PER_SECOND } from './stat.ts';

/** CPU time and start (since boot) of /proc/<pid>/stat. Its second field, the name in parentheses, may hold anything. */
export function parseProcessStat(text: string) {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = (field: number) => Number(fields[field - 3]); // numbered as in proc(5)
  return {
    cpuSeconds: (ticks(14) + ticks(15)) / TICKS_PER_SECOND,
    startSinceBootSeconds: ticks(22) / TICKS_PER_SECOND,
  };
}

/** Memory and threads of /proc/<pid>/status. A process that is ending has no memory any more. */
export function parseProcessStatus(text: string): ProcessReading {
  const number = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  return {
    residentBytes: number('VmRSS') * 1024,
    virtualBytes: number('VmSize') * 1024,
    threads: number('Threads'),
  };
}

/** The soft limit of open files of /proc/<pid>/limits. */
export function parseMaxFds(text: string): number {
  const limit = /^Max open files\s+(\S+)/m.exec(text)?.[1];
  return limit === undefined ? NaN : limit === 'unlimited' ? Infinity : Number(limit);
}

export function createLinuxProcessReader(procRoot: string): ReadProcess {
  const proc = procFiles(procRoot);
  let bootSeconds: number | null = null;

  /** Since Linux 6.2 the folder's size says how many there are; before, they have to be counted. */
  const openFds = (pid: number): number => {
    const folder = join(procRoot, String(pid), 'fd');
    return statSync(folder).size || readdirSync(folder).length;
  };

  return (pid) => {
    try {
      bootSeconds ??= Number(/^btime (\d+)/m.exec(proc.read('stat'))?.[1]);
      const { cpuSeconds, startSinceBootSeconds } = parseProcessStat(proc.read(`${pid}/stat`));
      return {
        cpuSeconds,
        ...parseProcessStatus(proc.read(`${pid}/status`)),
        openFds: openFds(pid),
        maxFds: parseMaxFds(proc.read(`${pid}/limits`)),
        startTimeSeconds: bootSeconds + startSinceBootSeconds,
      };
    } catch {
      return null;
    }
  };
}
