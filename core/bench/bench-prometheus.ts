import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ApiProcess } from './bench-api.ts';
import type { Labels } from '../shared/index.ts';

/** The samples of one bench: per series its labels and values; all series have the same times. */
export interface BenchLoad {
  startMs: number;
  intervalMs: number;
  series: readonly { labels: Labels; values: Float64Array }[];
}

const PROMETHEUS = process.env['TELLTALE_PROMETHEUS'] ?? 'prometheus';

export const hasPrometheus = (): boolean =>
  ['promtool', PROMETHEUS].every((program) => spawnSync(program, ['--version']).error === undefined);

/** A real Prometheus on the same samples. */
export interface LoadedPrometheus extends ApiProcess {
  version: string;
  /** Of its files. */
  bytes: number;
  /** How long promtool took to make them. */
  loadMs: number;
}

const BLOCK_MS = 7_200_000;

/** Builds blocks with promtool, two hours at a time as Prometheus itself does, and starts Prometheus on them. */
export async function loadPrometheus(load: BenchLoad, dir: string): Promise<LoadedPrometheus> {
  const data = join(dir, 'prometheus');
  mkdirSync(data);
  const scrapes = load.series[0]!.values.length;
  const perBlock = BLOCK_MS / load.intervalMs;
  const from = performance.now();
  for (let first = 0; first < scrapes; first += perBlock) {
    const file = join(dir, 'block.om');
    writeOpenMetrics(file, load, first, Math.min(scrapes, first + perBlock));
    const built = spawnSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, data]);
    if (built.status !== 0) throw new Error(`promtool failed: ${String(built.stderr)}`);
  }
  const loadMs = performance.now() - from;
  const bytes = sizeOf(data);
  const config = join(dir, 'prometheus.yml');
  closeSync(openSync(config, 'w'));
  const child = spawn(
    PROMETHEUS,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=100y',
      '--web.listen-address=127.0.0.1:0',
      '--query.max-samples=100000000',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exited = once(child, 'exit');
  const origin = await new Promise<string>((resolve, reject) => {
    let address = '';
    createInterface({ input: child.stderr }).on('line', (line) => {
      address ||= /Listening on"?.* address=(\S+)/.exec(line)?.[1] ?? '';
      if (address !== '' && line.includes('Server is ready')) resolve(`http://${address}`);
    });
    void exited.then(() => reject(new Error('Prometheus ended before it was ready.')));
  });
  return {
    version: /version ([\d.]+)/.exec(String(spawnSync(PROMETHEUS, ['--version']).stdout))?.[1] ?? '?',
    bytes,
    loadMs,
    origin,
    pid: child.pid!,
    async stop() {
      child.kill('SIGKILL'); // its data is thrown away anyway
      await exited;
    },
  };
}

function writeOpenMetrics(file: string, { startMs, intervalMs, series }: BenchLoad, first: number, end: number): void {
  const out = openSync(file, 'w');
  for (const { labels, values } of series) {
    const { __name__: name, ...rest } = labels;
    const pairs = Object.entries(rest).map(([label, value]) => `${label}="${value}"`);
    let lines = '';
    for (let i = first; i < end; i++) {
      lines += `${name}{${pairs.join(',')}} ${values[i]} ${(startMs + i * intervalMs) / 1000}\n`;
    }
    writeSync(out, lines);
  }
  writeSync(out, '# EOF\n');
  closeSync(out);
}

function sizeOf(dir: string): number {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((total, { parentPath, name }) => total + statSync(join(parentPath, name)).size, 0);
}
