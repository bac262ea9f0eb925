import { createHash } from 'node:crypto';
import type { StackServiceName } from '../shared/index.ts';

/** What every container, network and volume of ours carries. Nothing without the workspace's label is ever touched. */
export const labels = {
  workspace: 'dev.telltale.workspace',
  service: 'dev.telltale.service',
  /** Digest of what the container was made from: another one means that it must be made anew. */
  spec: 'dev.telltale.spec',
} as const;

/** Names of what one data directory has in the engine. */
export interface Names {
  workspace: string;
  network: string;
  container(service: StackServiceName): string;
  volume(service: StackServiceName): string;
  /** The label by which ours are found. */
  ours: Readonly<Record<string, string>>;
}

/**
 * The workspace is a digest of where the data directory is, not a number kept in it: after a factory reset the
 * containers that are left are still known as ours.
 */
export function namesOf(dataDir: string): Names {
  const workspace = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const named = (what: string) => `telltale-${what}-${workspace.slice(0, 6)}`;
  return {
    workspace,
    network: named('network'),
    container: named,
    volume: named,
    ours: { [labels.workspace]: workspace },
  };
}
