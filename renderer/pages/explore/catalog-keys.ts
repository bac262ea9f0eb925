/** The keys of what both completion and the metric browser ask for: each is asked once for the two. */
export const catalogKeys = { metricNames: ['metric names'], metadata: ['metric metadata'] } as const;
