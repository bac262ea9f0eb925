import { utilityProcess, type UtilityProcess } from 'electron';
import { z } from 'zod';
import { MonitorReady } from '../core/shared/index.ts';
import type { RestartPolicy } from '../core/supervisor/index.ts';

/** What the monitor tells whoever started it. */
const FromMonitor = z.discriminatedUnion('type', [
  MonitorReady.extend({ type: z.literal('ready') }),
  z.object({ type: z.literal('failed'), code: z.string(), message: z.string() }),
]);

/** The monitor ended before it was ready. `exitCode` is its own: 0 after --help, 2 after a flag it does not know. */
export class MonitorFailure extends Error {
  override name = 'MonitorFailure';
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

export interface MonitorOptions {
  /** Absolute path of the monitor's script, outside any archive. */
  entry: string;
  flags: readonly string[];
  env: Readonly<Record<string, string>>;
  restart: RestartPolicy;
  /** Every time a monitor answers: first after `start`, then after each restart, when its ports may have moved. */
  onReady(ready: MonitorReady): void;
  /** The monitor ended too often. Resolves with whether the person wants another try. */
  onGiveUp(reason: string): Promise<boolean>;
  /** The person wants no other try: there is nothing left to show. */
  onLost(): void;
  now?: () => number;
}

export interface MonitorProcess {
  /** Resolves once the monitor's servers answer. Rejects with `MonitorFailure` when it ends before that. */
  start(): Promise<void>;
  /** Asks the monitor to close its store and end; ends it after `graceMs`. Resolves when it is gone. */
  stop(options: { graceMs: number }): Promise<void>;
}

/** Keeps one monitor alive in a utility process, until `stop`. */
export function createMonitorProcess(options: MonitorOptions): MonitorProcess {
  const { entry, flags, restart, onReady, onGiveUp, onLost, now = Date.now } = options;
  let env = { ...options.env };
  let child: UtilityProcess | null = null;
  let stopping = false;

  /** Forks once. Resolves at ready; from then on an end that nobody asked for is a crash. */
  const launch = () =>
    new Promise<void>((resolve, reject) => {
      const forked = utilityProcess.fork(entry, [...flags], { serviceName: 'Telltale monitor', env });
      child = forked;
      let ready = false;
      let failure = 'The monitor ended before it was ready.';
      forked.on('message', (raw: unknown) => {
        const message = FromMonitor.safeParse(raw);
        if (!message.success) return;
        if (message.data.type === 'failed') {
          failure = message.data.message;
          return;
        }
        const { type: _, ...places } = message.data;
        ready = true;
        // The next one takes the same token and port, so that the open page goes on by itself.
        env = { ...env, TELLTALE_TOKEN: places.token, TELLTALE_CONSOLE_PORT: new URL(places.console).port };
        onReady(places);
        resolve();
      });
      forked.once('exit', (exitCode) => {
        child = null;
        if (!ready) reject(new MonitorFailure(exitCode, failure));
        else if (!stopping) void recover(`The monitor ended with exit code ${exitCode}.`);
      });
    });

  const recover = async (reason: string): Promise<void> => {
    if (stopping) return;
    if (restart.record(now()) === 'give-up' && !(await onGiveUp(reason))) return onLost();
    if (stopping) return;
    await launch().catch((error: MonitorFailure) => recover(error.message));
  };

  return {
    start: launch,
    async stop({ graceMs }) {
      stopping = true;
      const last = child;
      if (last === null) return;
      const gone = new Promise<void>((resolve) => void last.once('exit', () => resolve()));
      last.postMessage({ type: 'stop' });
      // Not kill(): that is SIGTERM, which the monitor takes for another request to stop.
      const grace = setTimeout(() => last.pid !== undefined && process.kill(last.pid, 'SIGKILL'), graceMs);
      await gone;
      clearTimeout(grace);
    },
  };
}

const inherited =
  /^(PATH|HOME|USERPROFILE|APPDATA|LOCALAPPDATA|SYSTEMROOT|TEMP|TMP|TMPDIR|TZ|LANG|LC_\w+|XDG_\w+_HOME|XDG_RUNTIME_DIR|DOCKER_HOST|TELLTALE_\w+)$/;

/** What the monitor may know of our environment: enough to run and Telltale's own settings, no secrets of the user's. */
export const monitorEnv = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(
      // Windows spells names as it likes: Path, SystemRoot.
      (entry): entry is [string, string] => entry[1] !== undefined && inherited.test(entry[0].toUpperCase()),
    ),
  );
