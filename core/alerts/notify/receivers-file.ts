import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { CodedError, Receiver, reasonOf } from '../../shared/index.ts';

const File = z.strictObject({ version: z.literal(1), receivers: z.array(Receiver) });

/** A fresh Telltale shows alerts on this desktop and tells nobody else. */
const first: readonly Receiver[] = [
  { name: 'Desktop', kind: 'desktop', enabled: true, sendResolved: true, matchers: [] },
];

export interface ReceiversFile {
  list(): readonly Receiver[];
  get(name: string): Receiver | null;
  /** Adds it, or puts it in the place of the one of its name. */
  put(receiver: Receiver): void;
  remove(name: string): void;
}

const OWNER_ONLY = 0o600;

/**
 * The receivers with their passwords and tokens, in a file that only its owner reads (on Windows: as the folder has it).
 * A file that cannot be understood is set aside under another name, and said so.
 */
export function openReceiversFile(file: string, log: { warn(message: string): void }): ReceiversFile {
  let receivers = read();

  function read(): readonly Receiver[] {
    if (!existsSync(file)) return first;
    try {
      chmodSync(file, OWNER_ONLY);
      return File.parse(JSON.parse(readFileSync(file, 'utf8'))).receivers;
    } catch (error) {
      const aside = `${file}.unreadable-${new Date().toISOString().replaceAll(':', '-')}`;
      renameSync(file, aside);
      const reason = error instanceof z.ZodError ? z.prettifyError(error) : reasonOf(error);
      log.warn(`The receivers in ${file} could not be read and were kept as ${aside}: ${reason}`);
      return first;
    }
  }

  /** Written beside and moved into place: a crash leaves the old file or the new one. */
  function write(next: readonly Receiver[]): void {
    const beside = `${file}.new`;
    writeFileSync(beside, `${JSON.stringify({ version: 1, receivers: next }, null, 2)}\n`, { mode: OWNER_ONLY });
    chmodSync(beside, OWNER_ONLY);
    renameSync(beside, file);
    receivers = next;
  }

  const get = (name: string): Receiver | null => receivers.find((receiver) => receiver.name === name) ?? null;

  return {
    list: () => receivers,
    get,
    put(receiver) {
      const isKnown = get(receiver.name) !== null;
      write(isKnown ? receivers.map((old) => (old.name === receiver.name ? receiver : old)) : [...receivers, receiver]);
    },
    remove(name) {
      if (!get(name)) throw new CodedError('not_found', { what: `receiver "${name}"` });
      write(receivers.filter((receiver) => receiver.name !== name));
    },
  };
}
