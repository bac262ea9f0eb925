import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result } from 'autocannon';
import { LoadPlan } from '../../shared/index.ts';
import type { LoadReport, LoadTask } from '../../shared/index.ts';

export const CONNECTIONS = 10;

export interface Measured {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Processor time a request took the generator: what bounds its rate on a machine of its own. NaN where not known. */
  cpuMicroseconds: number;
}

export interface Work {
  folder: string;
  picture: string;
  body: Buffer;
  origin: string;
  seconds: number;
}

/** Each sends the same body over ten connections from one thread of a process of its own; null where it is missing. */
export const generators: Record<'telltale' | 'autocannon' | 'wrk', (work: Work) => Promise<Measured | null>> = {
  telltale: runOurs,
  autocannon: runAutocannon,
  wrk: runWrk,
};

async function runOurs({ origin, picture, seconds }: Work): Promise<Measured> {
  const plan = LoadPlan.parse({
    name: 'bench',
    title: 'Bench',
    schedule: { kind: 'closed', stages: [{ concurrency: CONNECTIONS, durationMs: seconds * 1000 }] },
  });
  const task: LoadTask = { runId: 'bench', plan, target: origin, apiKey: null, imageFiles: [[picture]] };
  const { result, cpu } = await tell<LoadReport>('our-process.ts', task);
  const { totals } = result;
  if (totals.errors > 0) throw new Error(`Errors in the bench: ${JSON.stringify(totals.byStatus)}`);
  const { p50, p99 } = totals.latencyMs;
  return {
    perSecond: totals.requestsPerSecond,
    p50Ms: p50,
    p99Ms: p99,
    cpuMicroseconds: microseconds(cpu) / totals.requests,
  };
}

/** Gives a process of this folder its work and waits for what it tells. */
async function tell<Told>(script: string, work: object): Promise<{ result: Told; cpu: NodeJS.CpuUsage }> {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)));
  child.send(work);
  const [told] = (await once(child, 'message')) as [{ result: Told; cpu: NodeJS.CpuUsage }];
  await once(child, 'exit');
  return told;
}

const microseconds = ({ user, system }: NodeJS.CpuUsage): number => user + system;

async function runAutocannon({ origin, body, seconds }: Work): Promise<Measured> {
  const work = { url: `${origin}/predict`, body: body.toString(), connections: CONNECTIONS, duration: seconds };
  const { result, cpu } = await tell<Result>('autocannon-process.ts', work);
  const { total } = result.requests;
  return {
    perSecond: total / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    cpuMicroseconds: microseconds(cpu) / total,
  };
}

async function runWrk({ folder, origin, body, seconds }: Work): Promise<Measured | null> {
  const script = join(folder, 'post.lua');
  writeFileSync(
    script,
    `wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
wrk.body = ${JSON.stringify(body.toString())}
done = function(summary, latency)
  io.write(string.format("RESULT %d %d %d %d\\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99)))
end
`,
  );
  try {
    const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '-s', script, `${origin}/predict`];
    const printed = execFileSync('wrk', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [requests, durationUs, p50Us, p99Us] = /RESULT (.*)/.exec(printed)![1]!.split(' ').map(Number);
    return {
      perSecond: (requests! * 1e6) / durationUs!,
      p50Ms: p50Us! / 1000,
      p99Ms: p99Us! / 1000,
      cpuMicroseconds: NaN,
    };
  } catch {
    return null;
  }
}
