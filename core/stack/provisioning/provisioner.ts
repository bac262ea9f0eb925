import type { StackServiceName } from '../../shared/index.ts';
import type { StackFiles } from '../stack.ts';
import { provisionedFiles, type ProvisioningSources, readerOf } from './provisioned-files.ts';
import { reload } from './reload.ts';
import { writeFiles } from './write-files.ts';

interface ProvisionerOptions {
  /** The folder `stack/`. */
  root: string;
  sources(): Promise<ProvisioningSources>;
  grafanaPassword(): string;
}

/** Keeps the files of `stack/` as everything is in Telltale, and has the services read them again. */
export function createProvisioner({ root, sources, grafanaPassword }: ProvisionerOptions): StackFiles {
  /** Who has not read the newest yet. */
  const waiting = new Set<StackServiceName>();
  return {
    async write() {
      for (const path of await writeFiles(root, provisionedFiles(await sources()))) waiting.add(readerOf(path));
    },
    async reload(urlOf) {
      const outcomes = new Map<StackServiceName, string | null>();
      for (const service of waiting) {
        const origin = urlOf(service);
        if (origin === null) continue; // reads it when it starts, and once more when it is up
        waiting.delete(service);
        outcomes.set(service, await reload(service, origin, grafanaPassword()));
      }
      return outcomes;
    },
  };
}
