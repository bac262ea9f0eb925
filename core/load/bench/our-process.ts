import type { LoadReport, LoadTask } from '../../shared/index.ts';
import { prepareRequests } from '../requests.ts';
import { runLoad } from '../run.ts';
import { warmUp } from '../warm-up.ts';

/* What core/load/main.ts does with a task, and the processor time it took. */
process.once('message', async (task: LoadTask) => {
  const parts = await prepareRequests(task);
  await warmUp();
  const before = process.cpuUsage();
  let last: LoadReport | null = null;
  const stop = new AbortController().signal;
  await runLoad({ task, parts, stop, report: (report) => (last = report) });
  process.send!({ result: last, cpu: process.cpuUsage(before) }, () => process.exit());
});
