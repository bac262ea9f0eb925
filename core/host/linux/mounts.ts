export interface Mount {
  device: string;
  mountpoint: string;
  fstype: string;
  readOnly: boolean;
}

const ignoredPoints =
  /^\/(dev|proc|run\/credentials\/.+|sys|var\/lib\/docker\/.+|var\/lib\/containers\/storage\/.+)($|\/)/;
const virtual = new Set(
  (
    'autofs binfmt_misc bpf cgroup cgroup2 configfs debugfs devpts devtmpfs efivarfs fusectl hugetlbfs iso9660 mqueue nsfs ' +
    'overlay proc procfs pstore rpc_pipefs securityfs selinuxfs squashfs sysfs tracefs'
  ).split(' '),
);
/** Disks of other machines: not this one's to report, and one that hangs would hang whoever asks for its size. */
const remote = /^(nfs\d?|cifs|smb\d?|afs|ceph|glusterfs|lustre|fuse\.(sshfs|s3fs|gcsfuse|rclone|glusterfs))$/;

/** More are not looked at: on a machine full of containers the rest are theirs. */
const MOST_MOUNTS = 100;

/** The file systems of /proc/mounts worth reporting, each once. The root counts always: in a container it is an overlay. */
export function parseMounts(text: string): Mount[] {
  const mounts = new Map<string, Mount>();
  for (const line of text.split('\n')) {
    const [device, point, fstype, options] = line.split(' ');
    if (device === undefined || point === undefined || fstype === undefined || options === undefined) continue;
    const mountpoint = unescapeOctal(point);
    if (mountpoint !== '/' && (ignoredPoints.test(mountpoint) || virtual.has(fstype))) continue;
    if (remote.test(fstype)) continue;
    // Of several mounts on one point only the last can be seen.
    mounts.delete(mountpoint);
    mounts.set(mountpoint, {
      device: unescapeOctal(device),
      mountpoint,
      fstype,
      readOnly: options.split(',').includes('ro'),
    });
  }
  return [...mounts.values()].slice(0, MOST_MOUNTS);
}

/** The kernel writes space, tab, newline and backslash as \040 and so on. */
const unescapeOctal = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
