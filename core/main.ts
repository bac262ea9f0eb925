/**
 * Entry of the monitor process: reads the command line, starts the monitor, and stops it when told to by a signal, by
 * its parent, or by its parent's end. Prints one line of JSON on stdout once both servers answer; all else is stderr.
 */
import pino from 'pino';
import manifest from '../package.json' with { type: 'json' };
import { createMonitor } from './monitor.ts';
import { openParentChannel } from './parent-channel.ts';
import { findPlaces } from './places.ts';
import { helpText, readCommand, type Settings, SettingsError } from './settings/index.ts';
import { CodedError, reasonOf } from './shared/index.ts';

/** What is not closed by then is abandoned: a person who pressed Ctrl-C waits five seconds at the most. */
const stopWithinMs = 4_800;

const say = (line: string) => process.stderr.write(`${line}\n`);

function readSettings(): Settings {
  try {
    const command = readCommand(process.argv.slice(2), process.env);
    if (command.kind === 'run') return command.settings;
    process.stdout.write(command.kind === 'help' ? helpText() : `${manifest.version}\n`);
    return process.exit(0);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    say(error.message);
    return process.exit(2);
  }
}

const settings = readSettings();
const log = pino({ level: settings.logLevel, base: { process: 'monitor' } }, pino.destination({ fd: 2, sync: true }));
const parent = openParentChannel();
const monitor = createMonitor({ settings, places: findPlaces(import.meta.url), version: manifest.version, log });

let stopping = false;
async function stop(exitCode: number) {
  if (stopping) return;
  stopping = true;
  setTimeout(() => {
    log.error('The monitor did not stop in time.');
    process.exit(1);
  }, stopWithinMs).unref();
  await monitor.stop();
  process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
parent?.onStop(() => void stop(0));
process.on('uncaughtException', (error) => {
  log.fatal(error);
  void stop(1);
});

try {
  const ready = await monitor.start();
  parent?.send({ type: 'ready', ...ready });
  process.stdout.write(`${JSON.stringify(ready)}\n`);
} catch (error) {
  if (!stopping) {
    const message = reasonOf(error);
    if (!(error instanceof CodedError)) log.debug(error);
    say(`Telltale could not start. ${message}`);
    parent?.send({ type: 'failed', code: error instanceof CodedError ? error.code : 'internal', message });
    await stop(1);
  }
}
