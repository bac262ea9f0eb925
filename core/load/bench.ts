import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONNECTIONS, generators, type Measured } from './bench/generators.ts';
import { encodePicture } from './requests.ts';

/*
 * The generator beside wrk and autocannon: same server, same requests, same connections, turn about in one run, so that
 * what else the machine does meets all of them. Usage: npm run bench:load [-- seconds [rounds]]. It prints medians over
 * the rounds and ratios, and judges nothing.
 */
const seconds = Number(process.argv[2] ?? 4);
const rounds = Number(process.argv[3] ?? 5);
const names = Object.keys(generators) as (keyof typeof generators)[];

type Medians = Partial<Record<keyof typeof generators, Measured>>;

const folder = mkdtempSync(join(tmpdir(), 'telltale-bench-'));
try {
  console.log(`${CONNECTIONS} connections, ${rounds} rounds of ${seconds} s each, medians\n`);
  console.log('server                 body      by          requests/s   p50 ms   p99 ms   CPU µs');
  const small = await measure('at once', 60, 'fast');
  await measure('at once', 30_000, 'fast');
  const slow = await measure('20 ms, 2 % in 60 ms', 60, 'slow');
  console.log(`\nRate at its most, small body: ${ratio('perSecond', small)}.`);
  console.log(`Processor time a request, small body: ${ratio('cpuMicroseconds', small)}.`);
  console.log(`Latency at equal rate: p50 ${ratio('p50Ms', slow)}; p99 ${ratio('p99Ms', slow)}.`);
  console.log(`Above ${Math.round(small.telltale!.perSecond)} requests/s on this machine the generator is the limit.`);
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(label: string, pictureBytes: number, kind: 'fast' | 'slow'): Promise<Medians> {
  const picture = join(folder, 'picture.jpg');
  writeFileSync(picture, Buffer.alloc(pictureBytes, 7));
  const body = encodePicture(Buffer.alloc(pictureBytes, 7));
  const server = fork(fileURLToPath(new URL('bench/trivial-server.ts', import.meta.url)), [String(body.length), kind]);
  const [port] = (await once(server, 'message')) as [number];
  const seen: Record<string, Measured[]> = {};
  try {
    for (let round = 0; round < rounds; round++) {
      for (const name of names) {
        const origin = `http://127.0.0.1:${port}`;
        const measured = await generators[name]({ folder, picture, body, origin, seconds });
        if (measured) (seen[name] ??= []).push(measured);
      }
    }
  } finally {
    server.disconnect();
  }
  const medians: Medians = {};
  for (const name of names) {
    const of = seen[name];
    const start = `${label.padEnd(22)} ${`${body.length} B`.padEnd(9)} ${name.padEnd(11)}`;
    if (!of) {
      console.log(`${start} is not installed`);
      continue;
    }
    const figure = (key: keyof Measured) => median(of.map((measured) => measured[key]));
    medians[name] = {
      perSecond: figure('perSecond'),
      p50Ms: figure('p50Ms'),
      p99Ms: figure('p99Ms'),
      cpuMicroseconds: figure('cpuMicroseconds'),
    };
    const { perSecond, p50Ms, p99Ms, cpuMicroseconds } = medians[name];
    const cpu = Number.isNaN(cpuMicroseconds) ? '' : cpuMicroseconds.toFixed(1);
    console.log(
      `${start} ${perSecond.toFixed(0).padStart(10)} ${p50Ms.toFixed(3).padStart(8)} ${p99Ms.toFixed(3).padStart(8)} ${cpu.padStart(8)}`,
    );
  }
  return medians;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Ours over theirs. autocannon tells whole milliseconds, so its latency is no measure for ours. */
function ratio(key: keyof Measured, { telltale, autocannon, wrk }: Medians): string {
  const over = (by: string, other: Measured | undefined) =>
    other ? [`${(telltale![key] / other[key]).toFixed(3)} of ${by}'s`] : [];
  return (
    [
      ...(key === 'perSecond' || key === 'cpuMicroseconds' ? over('autocannon', autocannon) : []),
      ...(key === 'cpuMicroseconds' ? [] : over('wrk', wrk)),
    ].join(', ') || 'nobody to compare with'
  );
}
