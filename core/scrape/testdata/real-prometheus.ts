import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Whether a program is installed. */
export const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

export interface RealPrometheus {
  /** The `data` of a reply of its API. */
  get(path: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts the installed Prometheus on a configuration file, on a free port of loopback, with its data in `dir`. */
export async function startPrometheus(configFile: string, dir: string): Promise<RealPrometheus> {
  const child = spawn(
    'prometheus',
    [`--config.file=${configFile}`, `--storage.tsdb.path=${dir}/data`, '--web.listen-address=127.0.0.1:0'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exited = once(child, 'exit');
  const address = Promise.withResolvers<string>();
  const log: string[] = [];
  void exited.then(() => address.reject(new Error(`Prometheus ended:\n${log.slice(-10).join('\n')}`)));
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line);
    const found = /Listening on"? address=(\S+)/.exec(line)?.[1];
    if (found) address.resolve(found);
  });
  const origin = `http://${await address.promise}`;
  return {
    async get(path) {
      const reply = await fetch(`${origin}/api/v1/${path}`);
      return ((await reply.json()) as { data: unknown }).data;
    },
    async stop() {
      child.kill('SIGKILL'); // its data is thrown away anyway
      await exited;
    },
  };
}
