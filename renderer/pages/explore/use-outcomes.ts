import { type Query, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApiError, evaluateInstant, evaluateRange, type Evaluation } from '../../api/index.ts';
import { type Grid, timeAt } from '../../charts/index.ts';
import { useTimeRange } from '../../session/index.ts';
import type { ExploreTab } from './explore-address.ts';
import { autoStep, gridOf } from './query-grid.ts';

/** What came of one query. */
export interface Outcome {
  letter: string;
  expr: string;
  evaluation: Evaluation | undefined;
  /** When the evaluation was made, or the moments it was made for. */
  moments: Moments | undefined;
  error: ApiError | null;
  isFetching: boolean;
}

export interface Moments {
  fromMs: number;
  toMs: number;
  grid: Grid;
}

interface Answer {
  evaluation: Evaluation;
  moments: Moments;
}

export interface Question {
  letter: string;
  expr: string;
}

/** Whether two lists of outcomes are drawn alike. */
export const areSame = (a: readonly Outcome[], b: readonly Outcome[]): boolean =>
  a.length === b.length &&
  a.every((outcome, i) => outcome.evaluation === b[i]!.evaluation && outcome.letter === b[i]!.letter);

/**
 * Asks every query, over the page's range for the graph or at its end for the table, again at each refresh. A refresh
 * that comes while a query is still running waits for it: one slower than the refresh would never be seen otherwise.
 */
export function useOutcomes(
  questions: readonly Question[],
  tab: ExploreTab,
  stepMs: number | null,
  scrapeIntervalMs: number,
) {
  const { from, to, resolve, tick, seenAtMs } = useTimeRange();
  const [seen, setSeen] = useState({ tick, seenAtMs });
  const { fromMs, toMs } = resolve(seen.seenAtMs);
  const usedStepMs = stepMs ?? autoStep({ fromMs, toMs }, scrapeIntervalMs);
  const moments: Moments = { fromMs, toMs, grid: gridOf({ fromMs, toMs }, usedStepMs) };

  const ask = async (expr: string, signal: AbortSignal): Promise<Answer> => {
    const { grid } = moments;
    const range = { startMs: grid.startMs, endMs: timeAt(grid, grid.length - 1), stepMs: grid.stepMs };
    const evaluation =
      tab === 'graph' ? await evaluateRange(expr, range, signal) : await evaluateInstant(expr, toMs, signal);
    return { evaluation, moments };
  };
  const results = useQueries({
    queries: questions.map(({ expr }) => ({
      queryKey: ['explore', tab, expr, from, to, usedStepMs, seen.tick],
      queryFn: ({ signal }: { signal: AbortSignal }) => ask(expr, signal),
      // The old answer stays while the same is asked again, and for that question only.
      placeholderData: (previous: Answer | undefined, query: Query<Answer> | undefined) =>
        query?.queryKey[1] === tab && query.queryKey[2] === expr ? previous : undefined,
      staleTime: Infinity,
      gcTime: 30_000,
    })),
  });

  const isFetching = results.some((result) => result.isFetching);
  if (!isFetching && seen.tick !== tick) setSeen({ tick, seenAtMs });

  const outcomes = questions.map(({ letter, expr }, i): Outcome => {
    const { data, error, isFetching } = results[i]!;
    return {
      letter,
      expr,
      evaluation: data?.evaluation,
      moments: data?.moments,
      error: error as ApiError | null,
      isFetching,
    };
  });
  return { outcomes, usedStepMs };
}
