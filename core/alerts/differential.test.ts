import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { evaluateScenario } from './differential/evaluate.ts';
import { describeFailure, disagreement, failuresInPromtool, isInstalled } from './differential/promtool.ts';
import { scenario } from './differential/scenario.ts';
import { structures, template, templateScenario } from './differential/templates.ts';

/** `TELLTALE_DIFFERENTIAL_RULES` searches longer: so many scenarios of a random seed. */
const wanted = Number(process.env['TELLTALE_DIFFERENTIAL_RULES'] ?? 0);

describe("the same rules on the same samples, here and in Prometheus's own rule engine", () => {
  beforeEach(({ skip }) => skip(!isInstalled, 'promtool is not installed'));

  it.each([
    { seed: 1, count: 60 },
    { seed: wanted > 0 ? Date.now() : 2, count: wanted > 0 ? wanted : 40 },
  ])(
    'come to the same states, series, labels and annotations at every step (seed $seed)',
    async ({ seed, count }) => {
      const scenarios = fc.sample(scenario, { seed, numRuns: count });
      const cases = [];
      for (const each of scenarios) cases.push({ scenario: each, ...(await evaluateScenario(each)) });
      const fired = cases.filter(({ expected }) => expected.firing.some(({ alerts }) => alerts.length > 0)).length;
      expect(fired).toBeGreaterThan(count / 4);
      expect(await disagreement(cases.filter(({ expected }) => expected.samples.length > 0))).toBe('');
      const failing = cases.flatMap(({ scenario, failure }) => (failure ? [{ scenario, failure }] : []));
      expect(await failuresInPromtool(failing)).toEqual(failing.map(({ failure }) => describeFailure(failure)));
    },
    120_000,
  );
});

describe('the same templates', () => {
  beforeEach(({ skip }) => skip(!isInstalled, 'promtool is not installed'));

  it.each([
    { what: 'of structure and of errors', texts: structures },
    { what: 'in every function (seed 1)', texts: fc.sample(template, { seed: 1, numRuns: 1_000 }) },
    { what: 'in every function (random)', texts: fc.sample(template, wanted > 0 ? wanted : 300) },
  ])('$what come to the same texts', async ({ texts }) => {
    const inFiles = 100;
    const cases = [];
    for (let from = 0; from < texts.length; from += inFiles) {
      const scenario = templateScenario(texts.slice(from, from + inFiles));
      const { expected } = await evaluateScenario(scenario);
      cases.push({ scenario, expected: { samples: [], firing: expected.firing.slice(0, 1) } });
    }
    expect(await disagreement(cases)).toBe('');
  });
});
