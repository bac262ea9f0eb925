import { type MetricFamily, single } from '../metric-family.ts';

export type Resource = 'cpu' | 'io' | 'memory';

/**
 * Time that tasks waited for a resource, of /proc/pressure/<resource> (kernel Documentation/accounting/psi.rst): `some` of
 * them waited, or all were stalled (`full`, which says nothing for the CPU of a whole machine).
 */
export function parsePressure(resource: Resource, text: string): MetricFamily[] {
  const families: MetricFamily[] = [];
  for (const [, share, totalMicroseconds] of text.matchAll(/^(some|full) .*total=(\d+)$/gm)) {
    if (share === 'full' && resource === 'cpu') continue;
    const [word, help] =
      share === 'some'
        ? ['waiting', `Time that some tasks waited for ${resource}.`]
        : ['stalled', `Time that all tasks were stalled for ${resource}.`];
    const name = `node_pressure_${resource}_${word}_seconds_total`;
    families.push(single(name, 'counter', help, Number(totalMicroseconds) / 1e6));
  }
  return families;
}
