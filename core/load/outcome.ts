/**
 * How one request ended: the status code of its reply, 'timeout' when no complete reply came within the plan's limit,
 * 'network' when the connection could not be made or broke.
 */
export type Outcome = number | 'timeout' | 'network';

/** Anything that is not a 2xx reply. */
export const isError = (outcome: Outcome): boolean => typeof outcome === 'string' || outcome < 200 || outcome > 299;
