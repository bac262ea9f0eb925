import { CodedError, type StackServiceName, unreachable } from '../shared/index.ts';
import { containerSpec, type SpecOptions } from './container-spec.ts';
import type { Engine } from './engine/engine.ts';
import { labels } from './names.ts';
import { ensureVolume } from './own-things.ts';
import { type Change, planChanges, type Wanted } from './plan-changes.ts';
import { presentContainers } from './present.ts';
import { serviceTable } from './service-table.ts';

/** What is the same for every container of one start. */
export type SharedSpec = Pick<SpecOptions, 'names' | 'configDir' | 'hostAddress'>;

export interface ToApply {
  service: StackServiceName;
  image: string;
  imageId: string;
  env: Readonly<Record<string, string>>;
}

export interface ApplyOptions {
  engine: Engine;
  shared: SharedSpec;
  services: readonly ToApply[];
  portIsFree(port: number): Promise<boolean>;
  onFailure(service: StackServiceName, error: unknown): void;
  signal: AbortSignal;
}

/** Brings containers up in start order. One that fails is told and does not keep the others from starting. */
export async function applyPlan({
  engine,
  shared,
  services,
  portIsFree,
  onFailure,
  signal,
}: ApplyOptions): Promise<void> {
  const { names } = shared;
  const specOf = (one: ToApply, port: number) => containerSpec(one.service, { ...shared, ...one, port });
  const wanted = services.map((one): Wanted => ({ service: one.service, spec: specOf(one, 0).Labels[labels.spec]! }));
  const wantedNames = services.map(({ service }) => service);
  const present = await presentContainers(engine, names, wantedNames);
  // Only what is wanted here is looked at: the others are another start's, or stay as they are.
  const considered = present.filter(({ ours }) => ours === null || wantedNames.includes(ours.service));
  const failed = new Set<StackServiceName>();
  for (const change of planChanges(wanted, considered, names.container)) {
    signal.throwIfAborted();
    if (failed.has(change.service)) continue;
    try {
      await carryOut(change);
    } catch (error) {
      failed.add(change.service);
      onFailure(change.service, error);
    }
  }

  async function carryOut(change: Change): Promise<void> {
    const { service } = change;
    switch (change.kind) {
      case 'refuse':
        throw new CodedError('not_ours', { what: 'container', name: change.name });
      case 'remove':
        return engine.containers.remove(change.id);
      case 'stop':
        return engine.containers.stop(change.id, serviceTable[service].graceSeconds);
      case 'start':
        return startAt(change.id, () => createAndStart(service));
      case 'create':
        return createAndStart(service);
      default:
        return unreachable(change);
    }
  }

  /** A stopped container whose port somebody took meanwhile is made anew on another. */
  async function startAt(id: string, anew: () => Promise<void>): Promise<void> {
    try {
      await engine.containers.start(id);
    } catch (error) {
      if (!isPortTaken(error)) throw error;
      await engine.containers.remove(id);
      await anew();
    }
  }

  async function createAndStart(service: StackServiceName): Promise<void> {
    const one = services.find((candidate) => candidate.service === service)!;
    await ensureVolume(engine, names, service);
    const usual = serviceTable[service].port;
    for (let port = usual; port < usual + portsToTry; port++) {
      if (!(await portIsFree(port))) continue;
      const id = await engine.containers.create(names.container(service), specOf(one, port));
      try {
        return await engine.containers.start(id);
      } catch (error) {
        // What could not start is not left lying: the next attempt begins from nothing.
        await engine.containers.remove(id).catch(() => {});
        if (!isPortTaken(error)) throw error;
      }
    }
    throw new CodedError('stack_unavailable', {
      reason: `No port from ${usual} to ${usual + portsToTry - 1} is free for ${serviceTable[service].title}.`,
    });
  }
}

const portsToTry = 50;

const isPortTaken = (error: unknown): boolean =>
  error instanceof CodedError &&
  /port is already allocated|address already in use|ports are not available/i.test(error.message);
