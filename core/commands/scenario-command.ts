/**
 * `npm run scenario -- drift --fast`: plays scenarios without a console and says how each step went. It starts a Telltale of
 * its own, or uses one that runs. Exits 0 only if every condition was met, 1 if not, 2 on a bad command line, 130 when stopped.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readScenarioFlags, type ScenarioFlags } from './scenario-flags.ts';
import { createConsoleClient, type ConsoleClient } from './scenario-client.ts';
import { follow } from './scenario-report.ts';
import { startOwnMonitor } from './scenario-monitor.ts';
import { reasonOf } from '../shared/index.ts';

const stopped = 130;
const say = (line: string) => process.stdout.write(`${line}\n`);

function readCommand(): ScenarioFlags {
  const read = readScenarioFlags(process.argv.slice(2), process.env);
  if (read.kind === 'run') return read.command;
  (read.kind === 'help' ? process.stdout : process.stderr).write(read.text);
  return process.exit(read.kind === 'help' ? 0 : 2);
}

const command = readCommand();

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());

/** Plays them one after the other; stops at nothing but Ctrl-C, so that each gets its verdict. */
async function playAll(client: ConsoleClient, { scenarios, mode, threshold }: ScenarioFlags): Promise<number> {
  let failed = 0;
  for (const scenario of scenarios) {
    if (stop.signal.aborted) return stopped;
    const chosen = scenario === 'error-alert' && threshold !== undefined ? { threshold } : {};
    const run = await client.start({ scenario, mode, ...chosen });
    const ended = await follow(client, run, { say, stop: stop.signal });
    if (ended.state !== 'passed') failed++;
  }
  if (stop.signal.aborted) return stopped;
  if (scenarios.length > 1) say(`${scenarios.length - failed} of ${scenarios.length} passed.`);
  return failed === 0 ? 0 : 1;
}

async function withOwnMonitor(flags: ScenarioFlags): Promise<number> {
  const dataDir = flags.dataDir ?? (await mkdtemp(join(tmpdir(), 'telltale-scenario-')));
  const monitor = await startOwnMonitor({ dataDir, scrapeInterval: flags.mode === 'fast' ? '1s' : '5s' }, stop.signal);
  try {
    const code = await playAll(createConsoleClient(monitor.ready), flags);
    if (flags.dataDir !== null) say(`Pictures and summaries: ${join(dataDir, 'captures')}`);
    return code;
  } finally {
    await monitor.stop();
    if (flags.dataDir === null) await rm(dataDir, { recursive: true, force: true });
  }
}

try {
  const { console, token } = command;
  process.exitCode =
    console === null ? await withOwnMonitor(command) : await playAll(createConsoleClient({ console, token }), command);
} catch (error) {
  if (!stop.signal.aborted) process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = stop.signal.aborted ? stopped : 1;
}
