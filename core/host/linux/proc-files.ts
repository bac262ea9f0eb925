import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The kernel's files under /proc, or a copy of them in a folder. */
export interface ProcFiles {
  read(path: string): string;
}

/**
 * Read synchronously on purpose: the kernel makes these files up in memory, so a read takes some tens of microseconds, far
 * less than the three hops through the thread pool that an asynchronous read of an unsized file takes.
 */
export const procFiles = (root: string): ProcFiles => ({
  read: (path) => readFileSync(join(root, path), 'utf8'),
});

/** Numbers of a line, split at white space. */
export const numbersOf = (text: string): number[] => text.trim().split(/\s+/).map(Number);
