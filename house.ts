/**
 * The map of the house: which folder may import which. One object, read by the lint configuration
 * (oxlint.config.ts) and by the test that keeps the READMEs honest. A room may import itself, the rooms listed beside
 * it through their `index.ts`, and nothing else of ours.
 */
export const rooms = {
  shared: [],
  settings: ['shared'],
  supervisor: ['shared'],
  models: ['shared'],
  drift: ['shared'],
  serving: ['models', 'drift', 'shared'],
  load: ['shared'],
  host: ['shared'],
  scrape: ['shared'],
  predictions: ['shared'],
  store: ['shared'],
  promql: ['shared'],
  alerts: ['promql', 'shared'],
  dashboards: ['promql', 'shared'],
  'prometheus-api': ['promql', 'alerts', 'shared'],
  stack: ['alerts', 'dashboards', 'shared'],
  deploy: ['models', 'load', 'alerts', 'dashboards', 'shared'],
  scenarios: ['shared'],
  'console-api': [
    'settings',
    'supervisor',
    'models',
    'host',
    'scrape',
    'predictions',
    'store',
    'promql',
    'alerts',
    'dashboards',
    'prometheus-api',
    'stack',
    'deploy',
    'scenarios',
    'shared',
  ],
} as const satisfies Record<string, readonly string[]>;

export type Room = keyof typeof rooms;

/** Folders of `core/` that are no rooms: they join rooms, enter them by their doors, and no room imports them. */
export const passages = ['composition', 'commands', 'bench'] as const;
