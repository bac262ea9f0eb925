import { spawn, spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createHostMetrics } from './host-metrics.ts';

const isLinux = process.platform === 'linux';
const hasNodeExporter = isLinux && spawnSync('prometheus-node-exporter', ['--version']).status === 0;

/** Samples by name and labels in any order, as text format writes them. */
function samplesOf(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const [, name, labels = '', value] of text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)) {
    const sorted = (labels.match(/\w+="(?:\\.|[^"\\])*"/g) ?? []).sort().join();
    samples.set(`${name}{${sorted}}`, Number(value!.replace('Inf', 'Infinity')));
  }
  return samples;
}

async function nodeExporterText(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const exporter = spawn('prometheus-node-exporter', [`--web.listen-address=127.0.0.1:${port}`], { stdio: 'ignore' });
  try {
    for (;;) {
      const reply = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => null);
      if (reply) return await reply.text();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    exporter.kill();
  }
}

describe('the metrics of this machine', () => {
  it('are collected in a few milliseconds', async ({ skip }) => {
    skip(!isLinux, 'elsewhere they are collected in the background');
    const host = createHostMetrics();
    const durationsMs: number[] = [];
    for (let i = 0; i < 20; i++) {
      const startedMs = performance.now();
      await host.exposition();
      durationsMs.push(performance.now() - startedMs);
    }
    expect(durationsMs.sort((a, b) => a - b)[10]).toBeLessThan(20);
  });

  it.each<NodeJS.Platform>(isLinux ? ['linux', 'darwin'] : [process.platform])(
    'have the names that dashboards ask for, read the way of %s',
    async (platform) => {
      const host = createHostMetrics({ platform });
      const names = async () => new Set((await host.exposition()).match(/^\w+/gm));
      for (const name of [
        'node_cpu_seconds_total',
        'node_load1',
        'node_memory_MemTotal_bytes',
        'node_memory_MemAvailable_bytes',
        'node_filesystem_size_bytes',
        'node_filesystem_avail_bytes',
        'node_network_receive_bytes_total',
        'node_network_transmit_bytes_total',
        'node_boot_time_seconds',
        'node_time_seconds',
        'node_uname_info',
      ]) {
        await expect.poll(names, { timeout: 15_000 }).toContain(name);
      }
    },
  );

  it('are those of node_exporter, in name and value', async ({ skip }) => {
    skip(!hasNodeExporter, 'prometheus-node-exporter is not installed');
    const host = createHostMetrics();
    const before = samplesOf(await host.exposition());
    const theirs = samplesOf(await nodeExporterText());
    const after = samplesOf(await host.exposition());
    const ours = [...before.keys()].filter((key) => after.has(key) && !key.startsWith('node_scrape_collector'));
    const shared = ours.filter((key) => theirs.has(key));
    // File systems are those this process sees; theirs are those of process 1.
    const unshared = ours.filter((key) => !theirs.has(key) && !key.startsWith('node_filesystem'));
    // Some of its versions leave out loopback; Telltale's own traffic is there.
    const ofVirtualDevice = /^node_network_.*device="(lo|ifb|dummy)/;
    expect(unshared.filter((key) => !ofVirtualDevice.test(key))).toEqual([]);
    expect(shared.length).toBeGreaterThan(100);

    // What moves is between our two readings; their order of reading leaves some slack.
    const off = shared.filter((key) => {
      const value = theirs.get(key)!;
      const slack = Math.max(1, Math.abs(before.get(key)! - after.get(key)!));
      const [least, most] = [before.get(key)!, after.get(key)!].sort((a, b) => a - b);
      return value < least! - slack || value > most! + slack;
    });
    const wavers = /^node_(memory_|procs_|filefd_|load|disk_io_now|filesystem_(free|avail|files_free))/;
    expect(off.filter((key) => !wavers.test(key))).toEqual([]);
    expect(off.length).toBeLessThan(shared.length / 10);
  });
});
