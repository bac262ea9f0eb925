const prefix = 'var-';

/** The choices in an address, in Grafana's words: `var-job=a&var-job=b`. */
export function wantedIn(query: Iterable<[string, string]>): Map<string, string[]> {
  const wanted = new Map<string, string[]>();
  for (const [key, value] of query) {
    if (!key.startsWith(prefix)) continue;
    const name = key.slice(prefix.length);
    wanted.set(name, [...(wanted.get(name) ?? []), value]);
  }
  return wanted;
}

/** The query of an address with another choice for one variable. */
export function withWanted(query: URLSearchParams, name: string, values: readonly string[]): URLSearchParams {
  const next = new URLSearchParams(query);
  next.delete(`${prefix}${name}`);
  for (const value of values) next.append(`${prefix}${name}`, value);
  return next;
}
