import { describe, expect, it } from 'vitest';
import { pairedHistogram } from './histogram.ts';
import { toHtmlReport } from './html-report.ts';
import { featureVerdicts, isDrift, type LabRun, plainFields, streamFacts } from './lab-result.ts';
import { streamSamples } from './stream-samples.ts';

const byFeature = { is_drift: 1, distance: [0.1, 0.9], p_val: [0.4, 0.001], threshold: 0.025 };

describe('the result of a test', () => {
  it('is told feature by feature where the test looks at each', () => {
    expect(featureVerdicts(byFeature, ['age', 'height'], 0.05)).toEqual([
      { name: 'age', distance: 0.1, pValue: 0.4, isDrift: false, bonferroni: false, fdr: false },
      { name: 'height', distance: 0.9, pValue: 0.001, isDrift: true, bonferroni: true, fdr: true },
    ]);
    expect(featureVerdicts({ ...byFeature, is_drift: [1, 0] }, null, 0.05)!.map(({ isDrift }) => isDrift)).toEqual([
      true,
      false,
    ]);
    expect(featureVerdicts({ is_drift: 0, distance: 0.1, p_val: 0.4, threshold: 0.05 }, null, 0.05)).toBeNull();
  });

  it('is drift when any feature is', () => {
    expect(isDrift({ is_drift: [0, 1] })).toBe(true);
    expect(isDrift({ is_drift: [0, 0] })).toBe(false);
    expect(isDrift({ is_drift: 1 })).toBe(true);
  });

  it('shows its plain numbers, short', () => {
    expect(plainFields({ is_drift: 0, distance: 0.123456789, p_val: [1] })).toEqual([
      ['is_drift', '0'],
      ['distance', '0.12346'],
    ]);
  });

  // The example of Benjamini and Hochberg (1995), section 3.2: at 0.05, four of fifteen by FDR, three by Bonferroni.
  it('is corrected both ways, as in the paper that introduced FDR', () => {
    const p_val = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    const verdicts = featureVerdicts({ is_drift: 1, distance: p_val, p_val, threshold: 0.05 }, null, 0.05)!;
    expect(verdicts.filter(({ bonferroni }) => bonferroni)).toHaveLength(3);
    expect(verdicts.filter(({ fdr }) => fdr)).toHaveLength(4);
  });

  it('of a stream is a few facts and a point for each row of a full window', () => {
    const verdict = (is_drift: number, test_stat: unknown) => ({ is_drift, test_stat, threshold: [2], ert: 50 });
    const results = [verdict(0, [[null, null]]), verdict(0, [[1, 0.5]]), verdict(1, [[1, 3]]), verdict(1, [[1, 4]])];
    expect(Object.fromEntries(streamFacts(results))).toEqual({
      rows: '4',
      flagged: '2',
      episodes: '1',
      'first flagged': 'row 3',
      ert: '50',
    });
    expect(isDrift(results)).toBe(true);
    expect(streamSamples(results, ['a', 'b'])).toMatchObject([
      { sample: 2, statistic: 1, feature: 'a', isDrift: false },
      { sample: 3, statistic: 3, feature: 'b', isDrift: true },
      { sample: 4, statistic: 4, feature: 'b' },
    ]);
  });
});

describe('the report', () => {
  const run: LabRun = {
    mode: 'batch',
    detector: 'ks',
    referenceName: '<script>alert(1)</script>.csv',
    sampleName: 'b.csv',
    referenceRows: 2,
    sampleRows: 2,
    pictures: null,
    options: {},
    atMs: 0,
    result: byFeature,
  };
  const rows = (names: string[] | null) => ({
    rows: [
      [1, 2],
      [3, 4],
    ],
    names,
  });

  it('holds verdict, features and histograms, and no name can break out of it', () => {
    const html = toHtmlReport({ run, reference: rows(['a<b', 'c']), sample: rows(null) });
    expect(html).toContain('<h1>Drift</h1>');
    expect(html).toContain('a&lt;b');
    expect(html).not.toContain('<script>');
    expect(html.match(/<svg/g)).toHaveLength(2);
    // Nothing is fetched by whoever opens it.
    expect(html).not.toMatch(/src=|href=|url\(/);
  });

  it('of a stream holds the plot', () => {
    const results = [0.1, 0.4].map((test_stat, i) => ({ is_drift: i, test_stat, threshold: 0.2, ert: 50 }));
    const stream: LabRun = { ...run, mode: 'stream', detector: 'mmd-online', result: results };
    const html = toHtmlReport({ run: stream, reference: rows(null), sample: rows(null) });
    expect(html).toContain('class="drifted" d="M');
    expect(html).toContain('row 2');
  });
});

describe('a paired histogram', () => {
  it('holds shares of each set over the same bins', () => {
    const { edges, reference, sample } = pairedHistogram([0, 0, 10, 10], [10], 2);
    expect(edges).toEqual([0, 5, 10]);
    expect(reference).toEqual([0.5, 0.5]);
    expect(sample).toEqual([0, 1]);
  });

  it('gives a constant one bin', () => {
    expect(pairedHistogram([3, 3], [3])).toMatchObject({ reference: [1], sample: [1] });
  });
});
