import type { ScenarioLook } from '../shared/index.ts';

/** Where the scenes send people, over the last quarter of an hour. */
const dashboard = (uid: string, text: string): ScenarioLook => ({
  text,
  href: `/dashboards/${uid}?from=now-15m&to=now`,
});

export const look = {
  service: dashboard('food11-service', 'Service dashboard'),
  predictions: dashboard('food11-predictions', 'Predictions dashboard'),
  drift: dashboard('food11-drift', 'Drift dashboard'),
  machine: dashboard('machine', 'Machine dashboard'),
  load: { text: 'Load run', href: '/load' },
  alerts: { text: 'Alerts', href: '/alerts' },
  driftPage: { text: 'Drift page', href: '/drift' },
  targets: { text: 'Targets', href: '/targets' },
} as const satisfies Record<string, ScenarioLook>;

/** A query opened in Explore. */
export const explore = (text: string, expr: string): ScenarioLook => ({
  text,
  href: `/explore?expr=${encodeURIComponent(expr)}&from=now-15m&to=now`,
});
