import { type MetricFamily, single } from '../metric-family.ts';

/** Every line of /proc/meminfo: `MemAvailable:  123 kB` becomes node_memory_MemAvailable_bytes; counts of pages keep their name. */
export function parseMeminfo(text: string): MetricFamily[] {
  const families: MetricFamily[] = [];
  for (const [, key, amount, kilobytes] of text.matchAll(/^(\S+):\s+(\d+)( kB)?$/gm)) {
    const field = key!.replace(/\((.*)\)/, '_$1');
    const name = `node_memory_${field}${kilobytes ? '_bytes' : ''}`;
    families.push(single(name, 'gauge', `Memory information field ${field}.`, Number(amount) * (kilobytes ? 1024 : 1)));
  }
  return families;
}
