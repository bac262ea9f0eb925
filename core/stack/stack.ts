import {
  CodedError,
  reasonOf,
  type Service,
  type StackLogLine,
  type StackOptions,
  type StackServiceName,
  stackServiceNames,
  type StackStatus,
} from '../shared/index.ts';
import { bringUp } from './bring-up.ts';
import type { Engine } from './engine/engine.ts';
import type { FoundEngine } from './engine/find-engine.ts';
import type { Names } from './names.ts';
import { ownContainers } from './present.ts';
import { serviceTable } from './service-table.ts';
import { endAll, removeAll } from './take-down.ts';
import { createWatch } from './watch.ts';

/** How the containers reach this machine, and what they may reach of it. */
export interface HostAccess {
  /** Lets them in; answers what `host.docker.internal` is for them. */
  open(network: { gateway: string | null; subnet: string | null }): Promise<{ hostAddress: string }>;
  close(): Promise<void>;
}

/** What the containers read. */
export interface StackFiles {
  /** Writes it as everything is now; remembers for whom something changed. */
  write(): Promise<void>;
  /** Has the services that are up read what changed. Answers what each has against it, by service. */
  reload(urlOf: (service: StackServiceName) => string | null): Promise<ReadonlyMap<StackServiceName, string | null>>;
}

export interface StackConfig {
  names: Names;
  /** The folder `stack/` of the data directory. */
  configDir: string;
  find(): Promise<FoundEngine>;
  options: { get(): StackOptions; set(options: StackOptions): void };
  access: HostAccess;
  files: StackFiles;
  /** Environment of a service beside the table's: passwords. */
  secretEnv(service: StackServiceName): Record<string, string>;
  portIsFree(port: number): Promise<boolean>;
  onStatus(status: StackStatus): void;
  log: { info(message: string): void; warn(message: string): void };
  pollMs?: number;
}

export interface Stack extends Service {
  /** As last seen; asks the engine first when nothing watches it. */
  status(): Promise<StackStatus>;
  /** Begins to bring up the services of the options. Throws `stack_unavailable` when there is no engine. */
  begin(): Promise<StackStatus>;
  /** Ends a start under way, then every container of ours. */
  end(): Promise<StackStatus>;
  /** Ends, then removes containers, network and volumes of ours. */
  removeEverything(): Promise<StackStatus>;
  /** Takes effect at once where the stack is up. */
  setOptions(options: StackOptions): Promise<StackStatus>;
  logs(service: StackServiceName, tail: number): Promise<StackLogLine[]>;
  /** Origin of a healthy service on this machine, or null. */
  urlOf(service: StackServiceName): string | null;
}

/** How long quitting waits for containers; the engine ends by itself what it was told to. */
const quitMs = 2_600;
const quitGraceSeconds = 2;

/** Starts, watches and stops the containers of one data directory. One thing at a time; the latest wish wins. */
export function createStack(config: StackConfig): Stack {
  const { names, find, options, access, log, pollMs = 2_000 } = config;
  let phase: StackStatus['phase'] = 'off';
  let found: FoundEngine | null = null;
  let underWay = new AbortController();
  let working: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  let running = false;
  const watch = createWatch({
    ...config,
    phase: () => phase,
    found: () => found,
    onEngineBack: () => up({ isQuiet: true }),
  });

  function engineOf(): Engine {
    if (found?.kind === 'found') return found.engine;
    const reason = `${found?.reason ?? 'No container engine was found.'} Install or start Docker or Podman, then try again.`;
    throw new CodedError('stack_unavailable', { reason });
  }

  /** One after another, so that a stop never meets a half-made start. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = working.then(work, work);
    working = next.catch(() => {});
    return next;
  }

  /** Quiet: the stack counts as up meanwhile. */
  function up({ isQuiet = false } = {}): void {
    underWay.abort();
    const { signal } = (underWay = new AbortController());
    if (!isQuiet) phase = 'starting';
    watch.tell();
    void inTurn(async () => {
      if (signal.aborted) return;
      try {
        await bringUp(engineOf(), config, watch, signal);
        watch.notice('start', null);
      } catch (error) {
        if (signal.aborted) return;
        log.warn(`The containers could not be started: ${reasonOf(error)}`);
        watch.notice('start', reasonOf(error));
      }
      phase = 'on';
      await watch.look();
    });
  }

  function down(hurrySeconds?: number): Promise<void> {
    underWay.abort();
    if (phase !== 'off') phase = 'stopping';
    watch.tell();
    return inTurn(async () => {
      try {
        await endAll(engineOf(), names, { onStop: watch.stopped, hurrySeconds });
        watch.forgetFailures();
        watch.forgetNotices();
      } finally {
        await access.close();
        phase = 'off';
        await watch.look();
      }
    });
  }

  async function ensureFound(): Promise<void> {
    if (phase === 'off' || found?.kind !== 'found') found = await find();
  }

  /** Containers that still run from before are looked after again; nothing waits for that. */
  async function adopt(): Promise<void> {
    found = await find();
    if (found.kind === 'none') return;
    const own = await ownContainers(found.engine, names);
    if (![...own.values()].some(({ State }) => State.Status === 'running')) return;
    log.info('Containers of an earlier run are still up; Telltale looks after them again.');
    up();
  }

  async function refreshFiles(): Promise<void> {
    await config.files.write();
    for (const [service, problem] of await config.files.reload(watch.urlOf)) watch.notice(`reload ${service}`, problem);
  }

  async function poll(): Promise<void> {
    if (phase !== 'off') await watch.look();
    if (phase === 'on') {
      await inTurn(refreshFiles).then(
        () => watch.notice('files', null),
        (error: unknown) =>
          watch.notice('files', `The files of the containers could not be written: ${reasonOf(error)}.`),
      );
    }
    if (running) timer = setTimeout(() => void poll(), pollMs).unref();
  }

  return {
    name: 'stack',
    async start() {
      running = true;
      void inTurn(adopt).catch((error: unknown) => log.warn(`The container engine is passed over: ${reasonOf(error)}`));
      void poll();
    },
    async stop() {
      running = false;
      if (timer) clearTimeout(timer);
      underWay.abort();
      const isLeft = phase === 'off' || options.get().onQuit === 'leave';
      const patience = new Promise<void>((resolve) => setTimeout(resolve, quitMs).unref());
      if (!isLeft) {
        const ended = down(quitGraceSeconds).catch((error: unknown) =>
          log.warn(`Stopping the containers failed: ${reasonOf(error)}`),
        );
        await Promise.race([ended, patience]);
      }
      await access.close();
    },
    async status() {
      if (phase === 'off') {
        await ensureFound();
        await watch.look();
      }
      return watch.status();
    },
    async begin() {
      await ensureFound();
      engineOf();
      up();
      return watch.status();
    },
    async end() {
      await ensureFound();
      await down();
      return watch.status();
    },
    async removeEverything() {
      await ensureFound();
      await down();
      await inTurn(() => removeAll(engineOf(), names));
      await watch.look();
      return watch.status();
    },
    async setOptions(next) {
      const before = options.get();
      options.set(next);
      const isOther = JSON.stringify([before.services, before.images]) !== JSON.stringify([next.services, next.images]);
      if (isOther && (phase === 'on' || phase === 'starting')) up();
      watch.tell();
      return watch.status();
    },
    async logs(service, tail) {
      await ensureFound();
      const own = (await ownContainers(engineOf(), names)).get(service);
      if (!own) throw new CodedError('not_found', { what: `container of ${serviceTable[service].title} yet` });
      return engineOf().containers.logs(own.Id, tail);
    },
    urlOf: (service) => watch.urlOf(service),
  };
}

export const defaultStackOptions = (): StackOptions => ({
  // What watches the machine would, where the engine is in a virtual machine, watch that one.
  services: stackServiceNames.filter((name) => process.platform === 'linux' || !serviceTable[name].needsLinuxHost),
  images: {},
  onQuit: 'stop',
  dataSource: 'embedded',
});
