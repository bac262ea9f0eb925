import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MetricFamily } from '../metric-family.ts';
import type { Mount } from './mounts.ts';

interface Space {
  sizeBytes: number;
  freeBytes: number;
  availBytes: number;
  files: number;
  filesFree: number;
}

const spaceOf = async (mountpoint: string): Promise<Space> => {
  const { bsize, blocks, bfree, bavail, files, ffree } = await statfs(mountpoint);
  return {
    sizeBytes: blocks * bsize,
    freeBytes: bfree * bsize,
    availBytes: bavail * bsize,
    files,
    filesFree: ffree,
  };
};

/** How long the kernel may take to tell the size of a file system before it counts as failing. */
const PATIENCE_MS = 500;

/**
 * Size and free space of file systems. One that does not answer holds a thread of Node's pool until it does, so it is
 * reported as failing and not asked again before it has answered.
 */
export function createFilesystemReader(measure = spaceOf): (mounts: readonly Mount[]) => Promise<MetricFamily[]> {
  const asked = new Map<string, { answer: Promise<Space | null>; late: boolean }>();

  async function ask(mountpoint: string): Promise<Space | null> {
    let question = asked.get(mountpoint);
    if (question?.late) return null;
    if (question === undefined) {
      const answer = measure(mountpoint)
        .catch(() => null)
        .finally(() => asked.delete(mountpoint));
      question = { answer, late: false };
      asked.set(mountpoint, question);
    }
    const enough = new AbortController();
    const patience = sleep(PATIENCE_MS, 'late' as const, { signal: enough.signal, ref: false }).catch(() => null);
    const space = await Promise.race([question.answer, patience]);
    enough.abort();
    if (space !== 'late') return space;
    question.late = true;
    return null;
  }

  return async (mounts) => {
    const rows = await Promise.all(mounts.map(async (mount) => ({ mount, space: await ask(mount.mountpoint) })));
    const gauge = (name: string, help: string, valueOf: (space: Space | null, mount: Mount) => number | undefined) => ({
      name: `node_filesystem_${name}`,
      type: 'gauge' as const,
      help,
      samples: rows.flatMap(({ mount, space }) => {
        const value = valueOf(space, mount);
        const { device, fstype, mountpoint } = mount;
        return value === undefined ? [] : [{ labels: { device, fstype, mountpoint }, value }];
      }),
    });
    return [
      gauge('size_bytes', 'Size of the file system.', (space) => space?.sizeBytes),
      gauge('free_bytes', 'Free space.', (space) => space?.freeBytes),
      gauge('avail_bytes', 'Free space that ordinary users may use.', (space) => space?.availBytes),
      gauge('files', 'File nodes there may be.', (space) => space?.files),
      gauge('files_free', 'File nodes that are free.', (space) => space?.filesFree),
      gauge('readonly', 'Whether it is mounted read-only.', (_, { readOnly }) => Number(readOnly)),
      gauge('device_error', 'Whether it could not be asked.', (space) => Number(space === null)),
    ];
  };
}
