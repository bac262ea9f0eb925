import { type MetricFamily, single } from '../metric-family.ts';
import { numbersOf } from './proc-files.ts';

/** Load averages, from /proc/loadavg or from `os.loadavg()` joined. */
export function parseLoadavg(text: string): MetricFamily[] {
  const averages = numbersOf(text);
  return [1, 5, 15].map((minutes, i) =>
    single(`node_load${minutes}`, 'gauge', `${minutes}m load average.`, averages[i]!),
  );
}
