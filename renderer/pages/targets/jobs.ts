import type { ScrapeTarget } from '../../../core/shared/index.ts';

export interface Job {
  name: string;
  targets: readonly ScrapeTarget[];
  up: number;
}

/** Targets by job, in the order of names; those of a job by URL. */
export function jobsOf(targets: readonly ScrapeTarget[]): Job[] {
  return [...Map.groupBy(targets, ({ job }) => job)]
    .map(([name, found]) => ({
      name,
      targets: [...found].sort((a, b) => (a.url < b.url ? -1 : 1)),
      up: found.filter(({ health }) => health === 'up').length,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/**
 * The metrics URL a person means: `localhost:9100` is `http://localhost:9100/metrics`, and so is that address without a
 * path. Null when it is none.
 */
export function metricsUrl(typed: string): string | null {
  const text = typed.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (text === '' || !URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (url.pathname === '/') url.pathname = '/metrics';
  url.hash = '';
  return url.href;
}
