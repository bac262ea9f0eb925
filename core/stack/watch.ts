import {
  reasonOf,
  type StackServiceName,
  stackServiceNames,
  type StackServiceStatus,
  type StackStatus,
} from '../shared/index.ts';
import type { Engine } from './engine/engine.ts';
import type { FoundEngine } from './engine/find-engine.ts';
import type { PullProgress } from './engine/pull-progress.ts';
import type { ContainerDetails } from './engine/replies.ts';
import { ownContainers, publishedPort } from './present.ts';
import { type Probe, probe } from './probe.ts';
import { judge } from './service-state.ts';
import { serviceTable } from './service-table.ts';
import type { StackConfig } from './stack.ts';

interface Seen {
  container: ContainerDetails | null;
  probe: Probe | null;
  wasHealthy: boolean;
  pull: PullProgress | null;
  failure: string | null;
  wasStopped: boolean;
  lastWords: string | null;
}

interface WatchOptions extends Pick<StackConfig, 'names' | 'options' | 'onStatus'> {
  phase(): StackStatus['phase'];
  found(): FoundEngine | null;
  /** It answers after an absence: what died with it has to be brought up again. */
  onEngineBack(): void;
}

export type Watch = ReturnType<typeof createWatch>;

/** What was seen of the containers, and what that means; tells when it changed. */
export function createWatch({ names, options, onStatus, phase, found, onEngineBack }: WatchOptions) {
  const seen = new Map<StackServiceName, Seen>(
    stackServiceNames.map((name) => [
      name,
      {
        container: null,
        probe: null,
        wasHealthy: false,
        pull: null,
        failure: null,
        wasStopped: false,
        lastWords: null,
      },
    ]),
  );
  const notices = new Map<string, string>();
  let engineFailure: string | null = null;
  let told = '';
  let looking: Promise<void> | null = null;

  async function lookNow(): Promise<void> {
    const now = found();
    if (now?.kind !== 'found') return tell();
    try {
      const own = await ownContainers(now.engine, names);
      await Promise.all(stackServiceNames.map((name) => lookAt(now.engine, name, own.get(name) ?? null)));
      if (engineFailure !== null) {
        engineFailure = null;
        if (phase() === 'on') onEngineBack();
      }
    } catch (error) {
      engineFailure = reasonOf(error);
    }
    tell();
  }

  async function lookAt(engine: Engine, name: StackServiceName, container: ContainerDetails | null): Promise<void> {
    const one = seen.get(name)!;
    const isAnother =
      container?.State.StartedAt !== one.container?.State.StartedAt || container?.Id !== one.container?.Id;
    if (isAnother) Object.assign(one, { probe: null, wasHealthy: false, wasStopped: false });
    one.container = container;
    if (container?.State.Status !== 'running') {
      one.probe = null;
      const hasEnded = container !== null && container.State.ExitCode !== 0 && !one.wasStopped;
      one.lastWords = hasEnded ? await lastWords(engine, container.Id) : null;
      return;
    }
    const port = publishedPort(name, container);
    if (port !== null) one.probe = await probe(`http://127.0.0.1:${port}${serviceTable[name].healthPath}`);
    if (one.probe?.ok) one.wasHealthy = true;
  }

  /** One look at a time; who asks meanwhile waits for one that begins after. */
  function look(): Promise<void> {
    const next = (looking ?? Promise.resolve()).then(lookNow);
    looking = next;
    return next;
  }

  function statusOf(name: StackServiceName): StackServiceStatus {
    const row = serviceTable[name];
    const { services, images } = options.get();
    const one = seen.get(name)!;
    const { container, pull } = one;
    const lost = engineFailure !== null && container !== null;
    const judged = lost
      ? { state: 'failed' as const, reason: 'The container engine does not answer.' }
      : judge({ ...one, isPulling: pull !== null, startupMs: row.startupMs, nowMs: Date.now() });
    const port = container && publishedPort(name, container);
    const isUp = container?.State.Status === 'running' && !lost && !one.wasStopped;
    return {
      name,
      title: row.title,
      purpose: row.purpose,
      enabled: services.includes(name),
      image: images[name] ?? row.image,
      ...judged,
      url: port !== null && isUp ? `http://127.0.0.1:${port}` : null,
      movedFromPort: port !== null && port !== row.port ? row.port : null,
      containerName: names.container(name),
      startedAtMs: isUp ? Date.parse(container.State.StartedAt) : null,
      restarts: container?.RestartCount ?? 0,
      pull,
    };
  }

  function status(): StackStatus {
    const now = found();
    const engine: StackStatus['engine'] =
      engineFailure !== null
        ? { kind: 'none', reason: engineFailure }
        : now?.kind === 'found'
          ? { kind: 'found', ...now.facts }
          : { kind: 'none', reason: now?.reason ?? 'The container engine was not looked for yet.' };
    return {
      engine,
      phase: phase(),
      services: stackServiceNames.map(statusOf),
      options: options.get(),
      notices: [...notices.values()],
    };
  }

  function tell(): void {
    const next = status();
    const text = JSON.stringify(next);
    if (text === told) return;
    told = text;
    onStatus(next);
  }

  return {
    look,
    tell,
    status,
    urlOf(name: StackServiceName): string | null {
      const { url, state } = statusOf(name);
      return state === 'healthy' ? url : null;
    },
    pulling(name: StackServiceName, progress: PullProgress | null) {
      seen.get(name)!.pull = progress;
      tell();
    },
    failed(name: StackServiceName, error: unknown) {
      seen.get(name)!.failure = reasonOf(error);
      tell();
    },
    stopped(name: StackServiceName) {
      seen.get(name)!.wasStopped = true;
    },
    forgetFailures() {
      for (const one of seen.values()) one.failure = null;
    },
    forgetNotices() {
      notices.clear();
    },
    notice(about: string, text: string | null) {
      if (text === null) notices.delete(about);
      else notices.set(about, text);
      tell();
    },
  };
}

/** Programs say why they end in their last line; a long one is cut. */
async function lastWords(engine: Engine, id: string): Promise<string | null> {
  const lines = await engine.containers.logs(id, 5).catch(() => []);
  const said = lines.map(({ text }) => text.trim()).findLast((text) => text !== '');
  return said?.slice(0, 400) ?? null;
}
