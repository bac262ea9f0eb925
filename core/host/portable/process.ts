import { execFile } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import type { ProcessReading, ReadProcess } from '../process-metrics.ts';
import { refreshed } from './refreshed.ts';

const run = promisify(execFile);
const REFRESH_MS = 5000;
/** One that was not asked for as long is forgotten. */
const FORGET_MS = 60_000;

/** Lines of `ps -o pid=,rss=,time=`: KiB in RAM and CPU time as [[days-]hours:]minutes:seconds. */
export function parsePs(text: string): Map<number, ProcessReading> {
  const readings = new Map<number, ProcessReading>();
  for (const [, pid, rss, days, time] of text.matchAll(/^\s*(\d+)\s+(\d+)\s+(?:(\d+)-)?([\d:.]+)\s*$/gm)) {
    const seconds = time!.split(':').reduce((total, part) => total * 60 + Number(part), 0);
    readings.set(Number(pid), {
      cpuSeconds: Number(days ?? 0) * 86_400 + seconds,
      residentBytes: Number(rss) * 1024,
    });
  }
  return readings;
}

/**
 * This process by what Node says of it. Others by `ps`, in the background, so that a new one shows after a few seconds;
 * Windows has no such program, and says nothing of them.
 */
export function createPortableProcessReader(platform: NodeJS.Platform): ReadProcess {
  const startTimeSeconds = performance.timeOrigin / 1000;
  const askedMs = new Map<number, number>();

  const others = refreshed(
    async () => {
      const pids = [...askedMs.keys()].filter((pid) => performance.now() - askedMs.get(pid)! < FORGET_MS);
      if (pids.length === 0) return new Map<number, ProcessReading>();
      const { stdout } = await run('ps', ['-o', 'pid=,rss=,time=', '-p', pids.join(',')], { timeout: REFRESH_MS });
      return parsePs(stdout);
    },
    new Map<number, ProcessReading>(),
    REFRESH_MS,
  );

  return (pid) => {
    if (pid === process.pid) {
      const { user, system } = process.cpuUsage();
      return { cpuSeconds: (user + system) / 1e6, residentBytes: process.memoryUsage.rss(), startTimeSeconds };
    }
    if (platform === 'win32') return null;
    askedMs.set(pid, performance.now());
    return others().get(pid) ?? null;
  };
}
