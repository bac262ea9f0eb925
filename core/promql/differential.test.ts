import { asyncProperty, type Arbitrary, assert as assertProperty, sample } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arraySource } from './testing/array-source.ts';
import { difference } from './differential/compare.ts';
import { dashboardQueries, tutorialQueries } from './differential/everyday-queries.ts';
import { findPrometheus } from './differential/fetch-prometheus.ts';
import { type Asked, asked } from './differential/query-grammar.ts';
import { type RealPrometheus, type Reply, startPrometheus } from './differential/real-prometheus.ts';
import { askedOfRegex } from './differential/regex-grammar.ts';
import { batches, FROM_MS, generateSamples, TO_MS } from './differential/samples.ts';
import { serviceSamples } from './differential/service-samples.ts';
import { createEngine, formatQuery, parseQuery, PromqlError, type QueryResult } from './index.ts';

// Set these to search longer: 50000 queries, 600 seconds, another seed.
const QUERIES = Number(process.env['TELLTALE_DIFFERENTIAL_QUERIES'] ?? 5000);
const SECONDS = Number(process.env['TELLTALE_DIFFERENTIAL_SECONDS'] ?? (process.env['CI'] ? 60 : 20));
const SEED = 20_261_120;

const found = await findPrometheus();

describe('beside a real Prometheus on the same samples', () => {
  const samples = [...generateSamples(), ...serviceSamples()];
  const engine = createEngine(arraySource(samples));
  let real: RealPrometheus | undefined;

  beforeAll(async () => {
    if ('missing' in found) return;
    real = await startPrometheus(found.path);
    for (const batch of batches(samples, 5)) if (batch.length > 0) await real.write(batch);
  });
  afterAll(() => real?.stop());

  const ask = (one: Asked): Promise<Reply> =>
    one.stepMs === null
      ? real!.instant(one.query, one.startMs)
      : real!.range(one.query, one.startMs, one.endMs, one.stepMs);
  const answer = (one: Asked): Promise<QueryResult | PromqlError> =>
    (one.stepMs === null
      ? engine.instant(one.query, one.startMs)
      : engine.range(one.query, one.startMs, one.endMs, one.stepMs)
    ).catch((error: unknown) => {
      if (error instanceof PromqlError) return error;
      throw new Error(`the engine broke on ${describeAsked(one)}`, { cause: error });
    });
  const compare = async (one: Asked): Promise<string | null> => {
    const theirs = await ask(one);
    const what = difference(one.query, await answer(one), theirs);
    return what && `${describeAsked(one)}\n  ${what}`;
  };

  const compareMany = async (arbitrary: Arbitrary<Asked>, count: number): Promise<string[]> => {
    const queue = sample(arbitrary, { seed: SEED, numRuns: count }).values();
    const mismatches: string[] = [];
    // Prometheus answers several at a time; the iterator is shared, so each query is taken once.
    const worker = async (): Promise<void> => {
      for (const one of queue) {
        const mismatch = await compare(one);
        if (mismatch) mismatches.push(mismatch);
      }
    };
    await Promise.all([worker(), worker(), worker()]);
    return mismatches;
  };

  it(`answers ${QUERIES} generated queries of a fixed seed the same, errors and remarks included`, async (context) => {
    if ('missing' in found) return context.skip(found.missing);
    expect(await compareMany(asked, QUERIES)).toEqual([]);
  }, 600_000);

  it('answers every query of the tutorial and of the dashboards the same', async (context) => {
    if ('missing' in found) return context.skip(found.missing);
    const queries = [...tutorialQueries, ...dashboardQueries().map(({ query }) => query)];
    const mismatches = await Promise.all(
      queries.flatMap((query) => [
        compare({ query, startMs: FROM_MS + 60_000, endMs: TO_MS, stepMs: 15_000 }),
        compare({ query, startMs: TO_MS - 7000, endMs: TO_MS - 7000, stepMs: null }),
      ]),
    );
    expect(mismatches.filter((mismatch) => mismatch !== null)).toEqual([]);
  });

  it('reads 2000 generated regular expressions the same, groups and refusals included', async (context) => {
    if ('missing' in found) return context.skip(found.missing);
    expect(await compareMany(askedOfRegex, 2000)).toEqual([]);
  }, 120_000);

  it('writes 2000 generated queries in the same style', async (context) => {
    if ('missing' in found) return context.skip(found.missing);
    const mismatches: string[] = [];
    // Prometheus 3.5 loses the group of an empty `ignoring ()`, and does not indent short subqueries.
    const unindented = (text: string): string => text.replaceAll(/^ +/gm, '');
    for (const { query } of sample(asked, { seed: SEED, numRuns: 2000 })) {
      const theirs = await real!.format(query);
      if (theirs === null || /ignoring \(\) group/.test(query)) continue;
      const mine = formatQuery(parseQuery(query));
      if (unindented(mine) !== unindented(theirs)) mismatches.push(`${mine}\nfor\n${theirs}`);
    }
    expect(mismatches).toEqual([]);
  }, 120_000);

  it(
    `answers random queries the same for ${SECONDS} s`,
    async (context) => {
      if ('missing' in found) return context.skip(found.missing);
      let compared = 0;
      await assertProperty(
        asyncProperty(asked, async (one) => {
          compared++;
          expect(await compare(one)).toBeNull();
        }),
        // A failure is printed with its seed and with the smallest query that shows it.
        { numRuns: Infinity, interruptAfterTimeLimit: SECONDS * 1000, markInterruptAsFailure: false },
      );
      expect(compared).toBeGreaterThan(0);
    },
    SECONDS * 1000 + 60_000,
  );
});

const describeAsked = ({ query, startMs, endMs, stepMs }: Asked): string =>
  stepMs === null ? `${query}\n  at ${startMs}` : `${query}\n  from ${startMs} to ${endMs} by ${stepMs}`;
