/** Samples a second of each target over the last minute, from what is recorded of every scrape. */
export const ingestRateOf = 'sum_over_time(scrape_samples_post_metric_relabeling[1m]) / 60';

export const ingestByJob = `sum by (job) (${ingestRateOf})`;
export const seriesByJob = 'sum by (job) (scrape_samples_post_metric_relabeling)';

/** `job=food11` as a matcher. A label name has no equals sign, a value may. */
export function pairMatcher(pair: string): string {
  const at = pair.indexOf('=');
  return `${pair.slice(0, at)}=${JSON.stringify(pair.slice(at + 1))}`;
}
