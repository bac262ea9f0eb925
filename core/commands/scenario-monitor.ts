import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MonitorReady } from '../shared/index.ts';

interface OwnMonitorOptions {
  dataDir: string;
  /** As the monitor's flag has it. */
  scrapeInterval: string;
}

const stopWithinMs = 8_000;

/** Starts a monitor on free ports, in a process of its own and quiet but for errors; `stop` ends it. */
export async function startOwnMonitor({ dataDir, scrapeInterval }: OwnMonitorOptions, signal: AbortSignal) {
  const entry = fileURLToPath(new URL('../main.ts', import.meta.url));
  const ports = ['--console-port', '0', '--service-port', '0'];
  const flags = ['--data-dir', dataDir, '--scrape-interval', scrapeInterval, '--log-level', 'error', ...ports];
  const child = spawn(process.execPath, [entry, ...flags], {
    // By the channel it learns that we are gone, however we went.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // A process group of its own: Ctrl-C in the terminal is ours to answer, which stops the scenario first.
    detached: true,
  });
  const stop = () => end(child);
  signal.addEventListener('abort', onAbort);
  function onAbort() {
    if (!isReady) void stop();
  }
  let isReady = false;
  try {
    const ready = await untilReady(child);
    isReady = true;
    return { ready, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** The one line a monitor prints once both of its servers answer. */
async function untilReady(child: ChildProcess): Promise<MonitorReady> {
  const line = once(createInterface({ input: child.stdout! }), 'line').then(([text]) =>
    MonitorReady.parse(JSON.parse(text as string)),
  );
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`Telltale ended with code ${code} before it was ready.`);
  });
  return Promise.race([line, ended]);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await ended;
  clearTimeout(patience);
}
