// Whether the npm that started us is still there. It stays beside what it starts, and when it is killed outright no
// signal reaches us.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const shells = /(^|\/)(sh|bash|dash|ash|zsh|ksh|busybox)$/;

/**
 * A function that says whether our parent still lives, and the npm behind it: most shells stay between npm and the
 * script they run, and outlive npm. Null when npm did not start us: then whoever did may leave us running.
 */
export function watchParents(env = process.env) {
  if (!env.npm_lifecycle_event) return null;
  const parent = process.ppid;
  const { command, ppid: npm } = describe(parent);
  const behindShell = shells.test(command);
  return () =>
    process.ppid === parent && isAlive(parent) && (!behindShell || (isAlive(npm) && parentNow(parent, npm) === npm));
}

export function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** A dead npm stays listed until its own parent has noticed; by then its shell has another parent already. */
const parentNow = (pid, otherwise) => (process.platform === 'linux' ? describe(pid).ppid : otherwise);

/** Name and parent of a process; on Windows nothing is known, and only our own parent is watched. */
function describe(pid) {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [, command, ppid] = /\((.*)\) \S (\d+)/s.exec(stat);
      return { command, ppid: Number(ppid) };
    } catch {
      return { command: '', ppid: 0 };
    }
  }
  if (process.platform === 'win32') return { command: '', ppid: 0 };
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' });
  const [ppid = '0', command = ''] = (stdout ?? '').trim().split(/\s+/);
  return { command: command.replace(/^-/, ''), ppid: Number(ppid) };
}
