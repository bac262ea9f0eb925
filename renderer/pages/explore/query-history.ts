import { z } from 'zod';

const key = 'telltale.explore.history';
const kept = 30;
const Stored = z.array(z.string()).catch([]);

/** The last queries that were run, newest first. */
export function recentQueries(): string[] {
  try {
    return Stored.parse(JSON.parse(window.localStorage.getItem(key) ?? '[]'));
  } catch {
    return []; // storage may be refused, or hold what others wrote
  }
}

export const rememberQueries = (exprs: readonly string[]): void => write(withQueries(recentQueries(), exprs));

export const forgetQueries = (): void => write([]);

/** The list with these in front; each is in it once. */
export function withQueries(recent: readonly string[], exprs: readonly string[]): string[] {
  const asked = exprs.map((expr) => expr.trim()).filter((expr) => expr !== '');
  return [...new Set([...asked, ...recent])].slice(0, kept);
}

function write(queries: readonly string[]): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(queries));
  } catch {
    // Nothing to do: see above.
  }
}
