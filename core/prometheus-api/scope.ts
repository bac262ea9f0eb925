import { parseSelector, PromqlError } from '../promql/index.ts';
import type { Matcher } from '../shared/index.ts';
import { ApiError, invalidParameter } from './api-error.ts';
import type { MatcherSets } from './catalog.ts';
import { MAX_TIME_MS, MIN_TIME_MS, timeOr } from './parameters.ts';

/** Which series a call is about, and between which times (Unix ms, inclusive). */
export interface Scope {
  matcherSets: MatcherSets;
  startMs: number;
  endMs: number;
}

/** Reads `match[]`, `start` and `end`; absent times are the ends of time. */
export const readScope = (parameters: URLSearchParams): Scope => ({
  matcherSets: parameters.getAll('match[]').map(readSelector),
  startMs: timeOr(parameters, 'start', MIN_TIME_MS),
  endMs: timeOr(parameters, 'end', MAX_TIME_MS),
});

/** Refuses a call that names no series where every series would be too many. */
export function needSelector({ matcherSets }: Scope): void {
  if (matcherSets.length === 0) throw new ApiError('bad_data', 'no match[] parameter provided');
}

function readSelector(text: string): Matcher[] {
  try {
    return parseSelector(text);
  } catch (error) {
    if (error instanceof PromqlError) throw invalidParameter('match[]', error.message);
    throw error;
  }
}
