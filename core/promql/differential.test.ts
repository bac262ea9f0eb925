import { asyncProperty, assert as assertProperty, sample } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dashboardQueries, tutorialQueries } from './differential/everyday-queries.ts';
import { findPrometheus } from './differential/fetch-prometheus.ts';
import { asked } from './differential/query-grammar.ts';
import { type RealPrometheus, startPrometheus } from './differential/real-prometheus.ts';
import { askedOfRegex } from './differential/regex-grammar.ts';
import { batches, FROM_MS, generateSamples, TO_MS } from './differential/samples.ts';
import { serviceSamples } from './differential/service-samples.ts';
import { askBoth, askBothMany } from './differential/side-by-side.ts';
import { createEngine, formatQuery, parseQuery } from './index.ts';
import { arraySource } from './testing/array-source.ts';

// Set these to search longer: 50000 queries, 600 seconds.
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

  it(`answers ${QUERIES} generated queries of a fixed seed the same, errors and remarks included`, async (context) => {
    if ('missing' in found) return context.skip(found.missing);
    const queries = sample(asked, { seed: SEED, numRuns: QUERIES });
    expect(await askBothMany(real!, engine, queries)).toEqual([]);
  }, 600_000);

  it('answers every query of the tutorial and of the dashboards the same', async (context) => {
    if ('missing' in found) return context.skip(found.missing);
    const queries = [...tutorialQueries, ...dashboardQueries().map(({ query }) => query)].flatMap((query) => [
      { query, startMs: FROM_MS + 60_000, endMs: TO_MS, stepMs: 15_000 },
      { query, startMs: TO_MS - 7000, endMs: TO_MS - 7000, stepMs: null },
    ]);
    expect(await askBothMany(real!, engine, queries)).toEqual([]);
  });

  it('reads 2000 generated regular expressions the same, groups and refusals included', async (context) => {
    if ('missing' in found) return context.skip(found.missing);
    const queries = sample(askedOfRegex, { seed: SEED, numRuns: 2000 });
    expect(await askBothMany(real!, engine, queries)).toEqual([]);
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
          expect(await askBoth(real!, engine, one)).toBeNull();
        }),
        // A failure is printed with its seed and with the smallest query that shows it.
        { numRuns: Infinity, interruptAfterTimeLimit: SECONDS * 1000, markInterruptAsFailure: false },
      );
      expect(compared).toBeGreaterThan(0);
    },
    SECONDS * 1000 + 60_000,
  );
});
