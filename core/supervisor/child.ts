import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { FromChild, type ToChild } from '../shared/index.ts';

export interface ChildOptions {
  /** The script to run; `.ts` sources run as they are. */
  entry: URL;
  env?: Record<string, string>;
  onMessage(message: FromChild): void;
  /** Called once, when the process is gone and has been told of everything it said. */
  onExit(exit: ChildExit): void;
}

export interface ChildExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Child {
  readonly pid: number | null;
  send(message: ToChild): void;
  /** Asks the process to stop, and ends it when it has not after `graceMs`. Resolves when it is gone. */
  stop(graceMs: number): Promise<void>;
  kill(): void;
}

interface ForkOptions {
  env?: Record<string, string>;
  /** `advanced` carries typed arrays as they are. */
  serialization?: 'json' | 'advanced';
  execArgv?: string[];
}

/** What a child may know of our environment: enough to run, nothing of the user's secrets. */
const inherited = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SYSTEMROOT',
  'APPDATA',
  'NODE_OPTIONS',
];

/**
 * Starts a Node process that talks over an IPC channel. Its stdout and stderr go to our stderr, so that our own
 * stdout stays one line of JSON.
 */
export function forkNode(entry: URL, { env = {}, serialization = 'json', execArgv = [] }: ForkOptions = {}) {
  const kept = inherited.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]] as const],
  );
  return fork(fileURLToPath(entry), [], {
    env: {
      ...Object.fromEntries(kept),
      // Inside Electron our executable is Electron's: this makes it behave as the Node it contains.
      ...(process.versions['electron'] ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
      ...env,
    },
    execArgv,
    stdio: ['ignore', 2, 2, 'ipc'],
    serialization,
  });
}

/** A process of ours that is supervised by messages of `FromChild` and `ToChild`. */
export function startChild({ entry, env = {}, onMessage, onExit }: ChildOptions): Child {
  const child: ChildProcess = forkNode(entry, { env });
  const gone = new Promise<void>((resolve) => {
    let over = false;
    const end = (exit: ChildExit) => {
      if (over) return;
      over = true;
      onExit(exit);
      resolve();
    };
    child.once('exit', (code, signal) => end({ code, signal }));
    child.once('error', () => {
      if (child.pid === undefined) end({ code: null, signal: null });
    });
  });
  child.on('message', (raw) => {
    const message = FromChild.safeParse(raw);
    if (message.success) onMessage(message.data);
  });
  const send = (message: ToChild) => {
    // The channel may close between the check and the write; the exit handler tells the rest.
    if (child.connected) child.send(message, () => {});
  };
  return {
    get pid() {
      return child.pid ?? null;
    },
    send,
    async stop(graceMs) {
      send({ type: 'stop' });
      const kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await gone;
      clearTimeout(kill);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** "exit code 137", "killed by SIGKILL": how a process ended, in words. */
export const describeExit = ({ code, signal }: ChildExit): string =>
  signal !== null ? `killed by ${signal}` : code === null ? 'could not be started' : `exit code ${code}`;
