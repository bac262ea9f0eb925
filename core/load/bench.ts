import { execFileSync, fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LoadPlan } from '../shared/index.ts';
import type { LoadReport, LoadTask } from '../shared/index.ts';
import { encodePicture } from './requests.ts';

/*
 * The generator against a trivial server, beside wrk on the same server and the same requests in the same run.
 * Usage: npm run bench:load [-- seconds]. The server is a process of its own and reads no more of a request than its
 * length, so that it is not what limits either of them.
 */
const CONNECTIONS = 10;
const REPLY = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 21\r\n\r\n{"prediction":"Soup"}';

interface Measured {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

if (process.argv[2] === 'serve') serve(Number(process.argv[3]), Number(process.argv[4]));
else await compare(Number(process.argv[2] ?? 5));

/** Answers every `requestBytes` that arrive on a connection, after `delayMs`. Tells its port over the IPC channel. */
function serve(bodyBytes: number, delayMs: number): void {
  const server = createServer({ noDelay: true }, (socket: Socket) => {
    let missing = -1; // bytes of the body still to come; -1 while reading the head
    socket.on('error', () => {});
    socket.on('data', (part) => {
      if (missing < 0) missing = bodyBytes + part.indexOf('\r\n\r\n') + 4;
      missing -= part.length;
      if (missing > 0) return;
      missing = -1;
      if (delayMs > 0) setTimeout(() => socket.write(REPLY), delayMs);
      else socket.write(REPLY);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
  process.on('disconnect', () => process.exit());
}

async function compare(seconds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'telltale-bench-'));
  try {
    console.log(`${CONNECTIONS} connections, ${seconds} s each, one connection has one request in flight\n`);
    console.log('server             body      by          requests/s   p50 ms   p99 ms');
    for (const delayMs of [0, 5]) {
      for (const pictureBytes of [60, 30_000]) await compareOn(folder, { delayMs, pictureBytes, seconds });
    }
    console.log('\nAbove the requests/s of "telltale" on the server that answers at once, the generator is the limit.');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compareOn(
  folder: string,
  on: { delayMs: number; pictureBytes: number; seconds: number },
): Promise<void> {
  const picture = join(folder, 'picture.jpg');
  writeFileSync(picture, Buffer.alloc(on.pictureBytes, 7));
  const body = encodePicture(Buffer.alloc(on.pictureBytes, 7));
  const server = fork(fileURLToPath(import.meta.url), ['serve', String(body.length), String(on.delayMs)]);
  const [port] = (await once(server, 'message')) as [number];
  const label = `${(on.delayMs ? `answers in ${on.delayMs} ms` : 'answers at once').padEnd(18)} ${`${body.length} B`.padEnd(9)}`;
  const print = (by: string, { perSecond, p50Ms, p99Ms }: Measured) =>
    console.log(
      `${label} ${by.padEnd(11)} ${perSecond.toFixed(0).padStart(10)} ${p50Ms.toFixed(3).padStart(8)} ${p99Ms.toFixed(3).padStart(8)}`,
    );
  try {
    print('telltale', await runOurs(`http://127.0.0.1:${port}`, picture, on.seconds));
    const wrk = runWrk(folder, `http://127.0.0.1:${port}/predict`, body, on.seconds);
    if (wrk) print('wrk', wrk);
    else console.log(`${label} wrk         is not installed`);
  } finally {
    server.disconnect();
  }
}

async function runOurs(target: string, picture: string, seconds: number): Promise<Measured> {
  const plan = LoadPlan.parse({
    name: 'bench',
    title: 'Bench',
    schedule: { kind: 'closed', stages: [{ concurrency: CONNECTIONS, durationMs: seconds * 1000 }] },
  });
  const task: LoadTask = { runId: 'bench', plan, target, apiKey: null, imageFiles: [[picture]] };
  const child: ChildProcess = fork(fileURLToPath(new URL('main.ts', import.meta.url)));
  let last: LoadReport | null = null;
  child.on('message', (message: { type: string; report?: LoadReport }) => (last = message.report ?? last));
  child.send({ type: 'start', task });
  await once(child, 'exit');
  const { totals } = last as unknown as LoadReport;
  if (totals.errors > 0) throw new Error(`Errors in the bench: ${JSON.stringify(totals.byStatus)}`);
  return { perSecond: totals.requestsPerSecond, p50Ms: totals.latencyMs.p50, p99Ms: totals.latencyMs.p99 };
}

/** One thread, like ours. null where there is no wrk. */
function runWrk(folder: string, url: string, body: Buffer, seconds: number): Measured | null {
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
    const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '-s', script, url];
    const printed = execFileSync('wrk', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [requests, durationUs, p50Us, p99Us] = /RESULT (.*)/.exec(printed)![1]!.split(' ').map(Number);
    return { perSecond: (requests! * 1e6) / durationUs!, p50Ms: p50Us! / 1000, p99Ms: p99Us! / 1000 };
  } catch {
    return null;
  }
}
