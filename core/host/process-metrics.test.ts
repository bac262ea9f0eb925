import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMaxFds, parseProcessStat, parseProcessStatus } from './linux/process.ts';
import { formatFamilies } from './metric-family.ts';
import { parsePs } from './portable/process.ts';
import { createProcessReader, processFamilies } from './process-metrics.ts';

const sample = (file: string) => readFileSync(new URL(`./testdata/proc/4242/${file}`, import.meta.url), 'utf8');

describe('a process', () => {
  it('is read from the kernel, whatever its name', () => {
    expect(parseProcessStat(sample('stat'))).toEqual({ cpuSeconds: 15, startSinceBootSeconds: 13_500 });
    expect(parseProcessStatus(sample('status'))).toEqual({
      residentBytes: 102_400_000,
      virtualBytes: 1_018_556_416,
      threads: 11,
    });
    expect(parseMaxFds(sample('limits'))).toBe(1024);
    expect(parseMaxFds(sample('limits').replace('1024     ', 'unlimited'))).toBe(Infinity);
  });

  it.each([
    { written: '  77   2048   1:05.50\n', seconds: 65.5 },
    { written: '  77   2048   102:05.50\n', seconds: 6125.5 },
    { written: '  77   2048  00:01:05\n', seconds: 65 },
    { written: '  77   2048  2-00:01:05\n', seconds: 172_865 },
  ])('is read from ps: $written', ({ written, seconds }) => {
    expect([...parsePs(written)]).toEqual([[77, { cpuSeconds: seconds, residentBytes: 2_097_152 }]]);
  });

  it('has the CPU time, memory and start that Node says of itself', ({ skip }) => {
    skip(process.platform !== 'linux', 'there is no /proc');
    const reading = createProcessReader('linux', '/proc')(process.pid)!;
    const { user, system } = process.cpuUsage();
    expect(reading.cpuSeconds).toBeCloseTo((user + system) / 1e6, 0);
    expect(reading.residentBytes! / process.memoryUsage.rss()).toBeCloseTo(1, 0);
    expect(Math.abs(reading.startTimeSeconds! - (Date.now() / 1000 - process.uptime()))).toBeLessThan(2);
    expect(reading.openFds).toBeGreaterThan(3);
    expect(reading.maxFds).toBeGreaterThan(reading.openFds!);
    expect(reading.threads).toBeGreaterThan(1);
  });

  it('is told by ps where there is no /proc', async ({ skip }) => {
    skip(process.platform === 'win32', 'there is no ps');
    const read = createProcessReader('darwin', '/proc');
    expect(read(process.pid)!.residentBytes).toBeGreaterThan(1e6);
    await expect.poll(() => read(process.ppid)?.residentBytes ?? 0).toBeGreaterThan(1e5);
  });

  it('that is gone, or was never there, has no series', () => {
    const read = createProcessReader(process.platform, '/proc');
    const families = processFamilies(read, [
      { name: 'monitor', pid: process.pid },
      { name: 'service', pid: 2 ** 30 },
    ]);
    const text = formatFamilies(families);
    expect(text).toContain('process_cpu_seconds_total{process="monitor"}');
    expect(text).not.toContain('service');
  });
});
