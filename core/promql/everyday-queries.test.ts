import { describe, expect, it } from 'vitest';
import { dashboardQueries, tutorialQueries } from './differential/everyday-queries.ts';
import { TO_MS } from './differential/samples.ts';
import { serviceSamples } from './differential/service-samples.ts';
import { createEngine, formatQuery, parseQuery } from './index.ts';
import { arraySource } from './testing/array-source.ts';

const engine = createEngine(arraySource(serviceSamples()));

describe('the dashboards that are shipped', () => {
  it.each(dashboardQueries())('$file: $query', async ({ query }) => {
    const { value } = await engine.range(query, TO_MS - 900_000, TO_MS, 15_000);
    expect(value.type).toBe('matrix');
    expect(formatQuery(parseQuery(formatQuery(parseQuery(query))))).toBe(formatQuery(parseQuery(query)));
  });
});

describe('the queries of the tutorial', () => {
  it.each(tutorialQueries)('%s', async (query) => {
    const { value } = await engine.range(query, TO_MS - 1_800_000, TO_MS - 60_000, 15_000);
    expect(value).toMatchObject({ type: 'matrix', series: expect.any(Array) });
  });

  it('find data', async () => {
    const found = await Promise.all(
      tutorialQueries.map(async (query) => {
        const { value } = await engine.range(query, TO_MS - 3_000_000, TO_MS - 60_000, 15_000);
        return value.type === 'matrix' && value.series.length > 0;
      }),
    );
    // Only "is it down?" has nothing to say.
    expect(tutorialQueries.filter((_, i) => !found[i])).toEqual(['up == 0 or absent(up{job="food11"})']);
  });
});
