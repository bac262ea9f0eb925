/** Which page an address shows. */
export type Place =
  | { page: 'overview' }
  | { page: 'scenarios' }
  | { page: 'try' }
  | { page: 'load' }
  | { page: 'drift'; view: 'live' | 'lab' }
  | { page: 'alerts'; view: AlertsView }
  | { page: 'explore' }
  | { page: 'targets' }
  | { page: 'store' }
  | { page: 'dashboards' }
  | { page: 'stack' }
  | { page: 'stack-view'; service: StackView }
  | { page: 'dashboard'; uid: string }
  | { page: 'unknown'; path: string };

/** Parts of the Alerts page; the first is the page itself. */
export const alertsViews = ['rules', 'receivers', 'silences', 'deliveries'] as const;
export type AlertsView = (typeof alertsViews)[number];

/** Services of the stack that have pages of their own. */
export const stackViews = ['prometheus', 'grafana', 'alertmanager'] as const;
export type StackView = (typeof stackViews)[number];

/** Pages that are their path, and nothing more. */
const plainPages = ['scenarios', 'try', 'dashboards', 'load', 'explore', 'targets', 'store', 'stack'] as const;

/** Reads a path (without its query string). */
export function placeOf(path: string): Place {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.length === 0) return { page: 'overview' };
  const plain = parts.length === 1 ? plainPages.find((page) => page === parts[0]) : undefined;
  if (plain) return { page: plain };
  if (parts[0] === 'drift' && parts.length === 1) return { page: 'drift', view: 'live' };
  if (parts[0] === 'drift' && parts[1] === 'lab' && parts.length === 2) return { page: 'drift', view: 'lab' };
  if (parts[0] === 'alerts' && parts.length <= 2) {
    const view = parts.length === 1 ? alertsViews[0] : alertsViews.find((view) => view === parts[1]);
    if (view) return { page: 'alerts', view };
  }
  const view = parts.length === 2 && parts[0] === 'stack' ? stackViews.find((name) => name === parts[1]) : undefined;
  if (view) return { page: 'stack-view', service: view };
  if (parts.length === 2 && parts[0] === 'dashboards') {
    const uid = decode(parts[1]!);
    if (uid !== null) return { page: 'dashboard', uid };
  }
  return { page: 'unknown', path };
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null; // a lone % is no address of ours
  }
}

/** The pages of the rail, in order; `key` goes there from the keyboard. */
export const railPages = [
  { page: 'overview', path: '/', name: 'Overview', icon: 'overview', key: '1' },
  { page: 'scenarios', path: '/scenarios', name: 'Scenarios', icon: 'flag', key: 's' },
  { page: 'try', path: '/try', name: 'Try it', icon: 'picture', key: '2' },
  { page: 'dashboards', path: '/dashboards', name: 'Dashboards', icon: 'dashboard', key: '3' },
  { page: 'load', path: '/load', name: 'Load', icon: 'load', key: '4' },
  { page: 'drift', path: '/drift', name: 'Drift', icon: 'drift', key: '5' },
  { page: 'explore', path: '/explore', name: 'Explore', icon: 'explore', key: '6' },
  { page: 'targets', path: '/targets', name: 'Targets', icon: 'targets', key: '7' },
  { page: 'store', path: '/store', name: 'Store', icon: 'store', key: '8' },
  { page: 'alerts', path: '/alerts', name: 'Alerts', icon: 'bell', key: '9' },
  { page: 'stack', path: '/stack', name: 'Stack', icon: 'stack', key: '0' },
] as const;
