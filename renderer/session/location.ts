import { useSyncExternalStore } from 'react';

/** The address bar as a store: what is in it is the state of the page, so that reload, back and a copied link work. */
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

/** Path and query string, kept up to date. */
export const useAddress = (): string =>
  useSyncExternalStore(subscribe, () => `${window.location.pathname}${window.location.search}`);

/** Goes to an address of this page; `replace` leaves no step behind for the back button. */
export function navigate(address: string, { replace = false } = {}): void {
  if (address === `${window.location.pathname}${window.location.search}`) return;
  window.history[replace ? 'replaceState' : 'pushState'](null, '', address);
  for (const listener of listeners) listener();
}

/** Splits an address into its path and its query. */
export function splitAddress(address: string): { path: string; query: URLSearchParams } {
  const at = address.indexOf('?');
  return at < 0
    ? { path: address, query: new URLSearchParams() }
    : { path: address.slice(0, at), query: new URLSearchParams(address.slice(at + 1)) };
}

const carried = ['from', 'to', 'refresh'];

/** An address with the time range and refresh of the present one: they belong to the session, not to one page. */
export function withTime(target: string, present: string): string {
  const { path, query } = splitAddress(target);
  for (const [name, value] of splitAddress(present).query) {
    if (carried.includes(name)) query.set(name, value);
  }
  return query.size > 0 ? `${path}?${query}` : path;
}
