import { performance } from 'node:perf_hooks';
import type { MetricFamily, Sample } from './metric-family.ts';

export type Collect = () => readonly MetricFamily[] | Promise<readonly MetricFamily[]>;

/** What each part of a collection is called and does. */
export type Collectors = Readonly<Record<string, Collect>>;

/** Runs every collector. One that fails costs its own metrics only, and shows in node_scrape_collector_success. */
export async function collectAll(collectors: Collectors): Promise<MetricFamily[]> {
  const durations: Sample[] = [];
  const successes: Sample[] = [];
  const families: MetricFamily[] = [];
  for (const [collector, collect] of Object.entries(collectors)) {
    const startedMs = performance.now();
    let success = 1;
    try {
      families.push(...(await collect()));
    } catch {
      success = 0;
    }
    durations.push({ labels: { collector }, value: (performance.now() - startedMs) / 1000 });
    successes.push({ labels: { collector }, value: success });
  }
  return [
    ...families,
    {
      name: 'node_scrape_collector_duration_seconds',
      type: 'gauge',
      help: 'How long a part of this collection took.',
      samples: durations,
    },
    {
      name: 'node_scrape_collector_success',
      type: 'gauge',
      help: 'Whether a part of this collection succeeded.',
      samples: successes,
    },
  ];
}
