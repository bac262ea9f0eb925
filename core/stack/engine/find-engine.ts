import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { CodedError, reasonOf } from '../../shared/index.ts';
import { addressOf, endpointCandidates, type Surroundings } from './endpoints.ts';
import { type Engine, openEngine } from './engine.ts';
import { createTransport } from './transport.ts';

export interface EngineFacts {
  name: 'Docker' | 'Podman';
  version: string;
  apiVersion: string;
  /** As in DOCKER_HOST. */
  address: string;
  /** Who named this address. */
  from: string;
  /** "Debian GNU/Linux 12 (bookworm)", "Docker Desktop". */
  operatingSystem: string;
  /** Whether it runs without root, in a network of its own. */
  isRootless: boolean;
}

/** No engine is a state, not an error: everything else goes on without one. */
export type FoundEngine =
  | { kind: 'found'; engine: Engine; facts: EngineFacts }
  | { kind: 'none'; reason: string; tried: { address: string; from: string; reason: string }[] };

/** The first engine that answers where Docker and Podman are usually found. */
export async function findEngine(surroundings: Surroundings = thisMachine()): Promise<FoundEngine> {
  const tried: { address: string; from: string; reason: string }[] = [];
  for (const endpoint of endpointCandidates(surroundings)) {
    const { from } = endpoint;
    const address = addressOf(endpoint);
    if (endpoint.kind === 'unusable') {
      tried.push({ address, from, reason: endpoint.reason });
      continue;
    }
    try {
      const engine = openEngine(createTransport(endpoint));
      await engine.ping();
      return { kind: 'found', engine, facts: await factsOf(engine, from) };
    } catch (error) {
      tried.push({ address, from, reason: whyNot(error) });
    }
  }
  return { kind: 'none', tried, reason: summary(tried) };
}

export async function factsOf(engine: Engine, from: string): Promise<EngineFacts> {
  const [version, info] = await Promise.all([engine.version(), engine.info()]);
  const isPodman = version.Components.some(({ Name }) => /podman/i.test(Name));
  return {
    name: isPodman ? 'Podman' : 'Docker',
    version: version.Version,
    apiVersion: version.ApiVersion,
    address: engine.address,
    from,
    operatingSystem: info.OperatingSystem,
    isRootless: info.SecurityOptions.some((option) => option.includes('rootless')),
  };
}

const whyNot = (error: unknown): string =>
  error instanceof CodedError && 'reason' in error.detail ? String(error.detail.reason) : reasonOf(error);

/** Of many empty places only the one that is there but does not answer is worth a sentence. */
function summary(tried: { address: string; from: string; reason: string }[]): string {
  const telling = tried.find(({ from, reason }) => from !== 'the usual place' || !reason.includes('no such socket'));
  if (!telling) return 'Neither Docker nor Podman was found on this machine.';
  const { address, from, reason } = telling;
  return `${address}${from === 'the usual place' ? '' : `, named by ${from},`} does not answer: ${reason}.`;
}

function thisMachine(): Surroundings {
  return {
    platform: process.platform,
    env: process.env,
    home: homedir(),
    uid: process.getuid?.() ?? 0,
    readText(path) {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return null;
      }
    },
  };
}
