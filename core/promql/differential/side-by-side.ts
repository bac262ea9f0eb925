import { type Engine, PromqlError, type QueryResult } from '../index.ts';
import { difference } from './compare.ts';
import type { Asked } from './query-grammar.ts';
import type { RealPrometheus, Reply } from './real-prometheus.ts';

/** Asks both the same; what differs in words, or null. */
export async function askBoth(real: RealPrometheus, engine: Engine, one: Asked): Promise<string | null> {
  const theirs = await askReal(real, one);
  const what = difference(one.query, await askOurs(engine, one), theirs);
  return what && `${describeAsked(one)}\n  ${what}`;
}

/** The differences over many queries. */
export async function askBothMany(real: RealPrometheus, engine: Engine, many: readonly Asked[]): Promise<string[]> {
  const queue = many.values();
  const mismatches: string[] = [];
  // Prometheus answers several at a time; the iterator is shared, so each query is taken once.
  const worker = async (): Promise<void> => {
    for (const one of queue) {
      const mismatch = await askBoth(real, engine, one);
      if (mismatch) mismatches.push(mismatch);
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  return mismatches;
}

const askReal = (real: RealPrometheus, { query, startMs, endMs, stepMs }: Asked): Promise<Reply> =>
  stepMs === null ? real.instant(query, startMs) : real.range(query, startMs, endMs, stepMs);

async function askOurs(engine: Engine, one: Asked): Promise<QueryResult | PromqlError> {
  const { query, startMs, endMs, stepMs } = one;
  try {
    return await (stepMs === null ? engine.instant(query, startMs) : engine.range(query, startMs, endMs, stepMs));
  } catch (error) {
    if (error instanceof PromqlError) return error;
    throw new Error(`the engine broke on ${describeAsked(one)}`, { cause: error });
  }
}

const describeAsked = ({ query, startMs, endMs, stepMs }: Asked): string =>
  stepMs === null ? `${query}\n  at ${startMs}` : `${query}\n  from ${startMs} to ${endMs} by ${stepMs}`;
