import type { FromChild, LoadReport } from '../shared/index.ts';
import { LoadTask, ToChild, reasonOf } from '../shared/index.ts';
import { prepareRequests } from './requests.ts';
import { emptyTotals } from './recorder.ts';
import { runLoad } from './run.ts';
import { warmUp } from './warm-up.ts';

/*
 * The load process. It is started with an IPC channel, says when it is up, is told one task, reports on it and ends:
 * with exit code 0 when the end of the run was reported (also of one that was stopped, or could not begin), else 1.
 */
const stop = new AbortController();
let started = false;

if (!process.send) {
  process.stderr.write('The load process is started by the monitor. To send load, use the Load page of the console.\n');
  process.exit(2);
}
process.on('message', (raw) => {
  const message = ToChild.safeParse(raw);
  if (!message.success) return;
  if (message.data.type === 'stop') stopOrLeave();
  else if (!started) void carryOut(message.data.task);
});
process.on('SIGTERM', stopOrLeave);
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole process group; what becomes of the run is the monitor's call
process.on('disconnect', stopOrLeave);
void say({ type: 'ready', url: null });

function stopOrLeave(): void {
  stop.abort();
  if (!started) process.exit(0);
}

async function carryOut(rawTask: unknown): Promise<void> {
  started = true;
  const task = LoadTask.safeParse(rawTask);
  if (!task.success) {
    const [issue] = task.error.issues;
    const reason = `The load task is not as expected: ${issue?.path.join('.')}: ${issue?.message}`;
    await say({ type: 'failed', code: 'bad_request', message: reason });
    process.exit(1);
  }
  let last = Promise.resolve();
  const report = (next: LoadReport) => {
    last = say({ type: 'report', report: next });
  };
  try {
    const [parts] = await Promise.all([prepareRequests(task.data), warmUp()]);
    await runLoad({ task: task.data, parts, stop: stop.signal, report });
  } catch (error) {
    const { runId } = task.data;
    report({
      runId,
      state: 'failed',
      stage: 0,
      progress: 0,
      totals: emptyTotals(),
      tick: null,
      message: reasonOf(error),
    });
  }
  await last;
  process.exit(0);
}

/** Resolves when the message has left, or when there is nobody left to hear it. */
function say(message: FromChild): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected) return resolve();
    process.send!(message, undefined, undefined, () => resolve());
  });
}
