import { randomInt } from 'node:crypto';
import { asyncProperty, assert as assertProperty, sample } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dashboardQueries, tutorialQueries } from './differential/everyday-queries.ts';
import { findPrometheus } from './differential/fetch-prometheus.ts';
import { isFault } from './differential/known-differences.ts';
import { asked } from './differential/query-grammar.ts';
import { startPrometheus } from './differential/real-prometheus.ts';
import { askedOfRegex } from './differential/regex-grammar.ts';
import { batches, FROM_MS, generateSamples, TO_MS } from './differential/samples.ts';
import { serviceSamples } from './differential/service-samples.ts';
import { askBoth, askBothMany, bothSides, type Sides } from './differential/side-by-side.ts';
import { astJson, formatQuery, parseQuery } from './index.ts';

const { env } = process;
// Set these to search longer: 50000 queries, 600 seconds.
const QUERIES = Number(env['TELLTALE_DIFFERENTIAL_QUERIES'] ?? 5000);
const SECONDS = Number(env['TELLTALE_DIFFERENTIAL_SECONDS'] ?? (env['CI'] ? 60 : 20));
const SEED = 20_261_120;
// Set these to the seed and the path that a failure was printed with, and it is the first thing asked.
const RANDOM_SEED = Number(env['TELLTALE_DIFFERENTIAL_SEED'] ?? randomInt(-(2 ** 31), 2 ** 31));
const RANDOM_PATH = env['TELLTALE_DIFFERENTIAL_PATH'];

const found = await findPrometheus();

describe('beside a real Prometheus on the same samples', () => {
  const samples = [...generateSamples(), ...serviceSamples()];
  let sides: Sides | undefined;

  beforeAll(async () => {
    if ('missing' in found) return;
    const real = await startPrometheus(found.path);
    sides = bothSides(real, samples);
    for (const batch of batches(samples, 5)) if (batch.length > 0) await real.write(batch);
  });
  afterAll(() => sides?.real.stop());

  it(`answers ${QUERIES} generated queries of a fixed seed the same, errors and remarks included`, async (context) => {
    if ('missing' in found) return context.skip(found.missing);
    const queries = sample(asked, { seed: SEED, numRuns: QUERIES });
    sides!.byLeeway = 0;
    expect(await askBothMany(sides!, queries)).toEqual([]);
    // What rounding may change is the exception, or the rule for it is too generous.
    expect(sides!.byLeeway).toBeLessThan(QUERIES / 1000);
  }, 600_000);

  it('answers every query of the tutorial and of the dashboards the same', async (context) => {
    if ('missing' in found) return context.skip(found.missing);
    const queries = [...tutorialQueries, ...dashboardQueries().map(({ query }) => query)].flatMap((query) => [
      { query, startMs: FROM_MS + 60_000, endMs: TO_MS, stepMs: 15_000 },
      { query, startMs: TO_MS - 7000, endMs: TO_MS - 7000, stepMs: null },
    ]);
    expect(await askBothMany(sides!, queries)).toEqual([]);
  });

  it('reads 2000 generated regular expressions the same, groups and refusals included', async (context) => {
    if ('missing' in found) return context.skip(found.missing);
    const queries = sample(askedOfRegex, { seed: SEED, numRuns: 2000 });
    expect(await askBothMany(sides!, queries)).toEqual([]);
  }, 120_000);

  it('writes 2000 generated queries in the same style', async (context) => {
    if ('missing' in found) return context.skip(found.missing);
    const mismatches: string[] = [];
    // Prometheus 3.5 loses the group of an empty `ignoring ()`, and does not indent short subqueries.
    const unindented = (text: string): string => text.replaceAll(/^ +/gm, '');
    for (const { query } of sample(asked, { seed: SEED, numRuns: 2000 })) {
      const theirs = await sides!.real.format(query);
      if (theirs === null || /ignoring \(\) group/.test(query)) continue;
      const mine = formatQuery(parseQuery(query));
      if (unindented(mine) !== unindented(theirs)) mismatches.push(`${mine}\nfor\n${theirs}`);
    }
    expect(mismatches).toEqual([]);
  }, 120_000);

  it('gives the syntax tree of 2000 generated queries the same', async (context) => {
    if ('missing' in found) return context.skip(found.missing);
    const ours: unknown[] = [];
    const real: unknown[] = [];
    for (const { query } of sample(asked, { seed: SEED, numRuns: 2000 })) {
      const theirs = await sides!.real.parse(query);
      if (theirs === null || isFault(query)) continue;
      ours.push({ query, tree: astJson(parseQuery(query)) });
      real.push({ query, tree: theirs });
    }
    expect(ours).toEqual(real);
    expect(ours.length).toBeGreaterThan(1000);
  }, 120_000);

  it(
    `answers random queries the same for ${SECONDS} s`,
    async (context) => {
      if ('missing' in found) return context.skip(found.missing);
      let compared = 0;
      await assertProperty(
        asyncProperty(asked, async (one) => {
          compared++;
          expect(await askBoth(sides!, one)).toBeNull();
        }),
        // A failure is printed with its seed, its path and the smallest query that shows it.
        {
          seed: RANDOM_SEED,
          ...(RANDOM_PATH && { path: RANDOM_PATH }),
          numRuns: Infinity,
          interruptAfterTimeLimit: SECONDS * 1000,
          markInterruptAsFailure: false,
        },
      );
      expect(compared).toBeGreaterThan(0);
    },
    SECONDS * 1000 + 60_000,
  );
});
