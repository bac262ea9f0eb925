import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatFamilies } from '../metric-family.ts';
import { createFilesystemReader } from './filesystems.ts';
import { type Mount, parseMounts } from './mounts.ts';

const mount = (mountpoint: string): Mount => ({ device: '/dev/sda1', mountpoint, fstype: 'ext4', readOnly: false });
const space = { sizeBytes: 1000, freeBytes: 300, availBytes: 200, files: 50, filesFree: 40 };

describe('the list of file systems', () => {
  const mounts = parseMounts(readFileSync(new URL('../testdata/proc/self/mounts', import.meta.url), 'utf8'));

  it('has the root even where it is an overlay, disks and tmpfs, but nothing virtual, remote or of containers', () => {
    expect(mounts.map(({ mountpoint }) => mountpoint)).toEqual([
      '/',
      '/boot',
      '/media/My Disk',
      '/media/twice',
      '/run',
    ]);
  });

  it('has the last of two mounts on one point, and knows what is read-only', () => {
    expect(mounts.find(({ mountpoint }) => mountpoint === '/media/twice')).toMatchObject({ device: '/dev/sdd1' });
    expect(mounts.filter(({ readOnly }) => readOnly).map(({ fstype }) => fstype)).toEqual(['vfat']);
  });
});

describe('the space of file systems', () => {
  it('is told in bytes, by device, type and mount point', async () => {
    const text = formatFamilies(await createFilesystemReader(async () => space)([mount('/data')]));
    const labels = '{device="/dev/sda1",fstype="ext4",mountpoint="/data"}';
    expect(text).toContain(`node_filesystem_size_bytes${labels} 1000`);
    expect(text).toContain(`node_filesystem_avail_bytes${labels} 200`);
    expect(text).toContain(`node_filesystem_files_free${labels} 40`);
    expect(text).toContain(`node_filesystem_readonly${labels} 0`);
    expect(text).toContain(`node_filesystem_device_error${labels} 0`);
  });

  it('is that of the real disk', async () => {
    const families = await createFilesystemReader()([mount('/')]);
    expect(families[0]!.samples[0]!.value).toBeGreaterThan(1e6);
  });

  it('is reported as an error where a file system hangs, which is not asked again until it answers', async () => {
    const hanging = Promise.withResolvers<typeof space>();
    let asked = 0;
    const read = createFilesystemReader((mountpoint) => {
      if (mountpoint === '/good') return Promise.resolve(space);
      asked++;
      return hanging.promise;
    });
    const errors = async () => {
      const families = await read([mount('/good'), mount('/hanging')]);
      return families.find(({ name }) => name.endsWith('device_error'))!.samples.map(({ value }) => value);
    };
    expect(await errors()).toEqual([0, 1]);
    const startedMs = performance.now();
    expect(await errors()).toEqual([0, 1]);
    expect(performance.now() - startedMs).toBeLessThan(400);
    expect(asked).toBe(1);
    hanging.resolve(space);
    await expect.poll(errors).toEqual([0, 0]);
  });
});
