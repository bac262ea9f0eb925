import type { SeriesData } from '../../shared/index.ts';
import { createEngine, type Engine, parseQuery, PromqlError, type QueryResult, type SeriesSource } from '../index.ts';
import { arraySource } from '../testing/array-source.ts';
import { difference, isWithin } from './compare.ts';
import { leewayOf, using } from './leeway.ts';
import type { Asked } from './query-grammar.ts';
import { randomFrom } from './random.ts';
import type { RealPrometheus, Reply } from './real-prometheus.ts';

/** Both engines over the same samples. */
export interface Sides {
  real: RealPrometheus;
  source: SeriesSource;
  ours: Engine;
  /** Answers taken for the same only because of the leeway their queries have. */
  byLeeway: number;
}

export const bothSides = (real: RealPrometheus, samples: readonly SeriesData[]): Sides => {
  const source = arraySource(samples);
  return { real, source, ours: createEngine(source), byLeeway: 0 };
};

/** Asks both the same; what differs in words, or null. */
export async function askBoth(sides: Sides, one: Asked): Promise<string | null> {
  const theirs = await askReal(sides.real, one);
  const mine = await askOurs(sides.ours, one);
  const what = difference(one.query, mine, theirs);
  if (what === null) return null;
  if (await isRounding(sides.source, one, mine, theirs)) {
    sides.byLeeway++;
    return null;
  }
  return `${describeAsked(one)}\n  ${what}`;
}

/** Computations of one query before a difference counts; few take more than the first eight. */
const COMPUTATIONS = 64;

/** True when the difference is within what rounding and the order of series make of the query. */
async function isRounding(
  source: SeriesSource,
  one: Asked,
  mine: QueryResult | PromqlError,
  theirs: Reply,
): Promise<boolean> {
  const isRefused = mine instanceof PromqlError && mine.errorType === 'bad_data';
  if (isRefused || !leewayOf(parseQuery(one.query))) return false;
  const computed = [mine];
  for (let seed = 1; seed <= COMPUTATIONS; seed++) {
    const random = randomFrom(seed);
    const other = createEngine(source, { disturb: (root) => using(leewayOf(root)!, random) });
    computed.push(await askOurs(other, one));
    if (seed % 8 === 0 && isWithin(one.query, computed, theirs)) return true;
  }
  return false;
}

/** The differences over many queries. */
export async function askBothMany(sides: Sides, many: readonly Asked[]): Promise<string[]> {
  const queue = many.values();
  const mismatches: string[] = [];
  // Prometheus answers several at a time; the iterator is shared, so each query is taken once.
  const worker = async (): Promise<void> => {
    for (const one of queue) {
      const mismatch = await askBoth(sides, one);
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
