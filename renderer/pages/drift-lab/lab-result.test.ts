import { describe, expect, it } from 'vitest';
import { pairedHistogram } from './histogram.ts';
import { featureVerdicts, isDrift, type LabRun, plainFields, toHtmlReport } from './lab-result.ts';

const byFeature = { is_drift: 1, distance: [0.1, 0.9], p_val: [0.4, 0.001], threshold: 0.025 };

describe('the result of a test', () => {
  it('is told feature by feature where the test looks at each', () => {
    expect(featureVerdicts(byFeature, ['age', 'height'])).toEqual([
      { name: 'age', distance: 0.1, pValue: 0.4, isDrift: false },
      { name: 'height', distance: 0.9, pValue: 0.001, isDrift: true },
    ]);
    expect(featureVerdicts({ ...byFeature, is_drift: [1, 0] }, null)!.map(({ isDrift }) => isDrift)).toEqual([
      true,
      false,
    ]);
    expect(featureVerdicts({ is_drift: 0, distance: 0.1, p_val: 0.4, threshold: 0.05 }, null)).toBeNull();
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

  it('becomes a report that no name can break out of', () => {
    const run: LabRun = {
      detector: 'ks',
      referenceName: '<script>alert(1)</script>.csv',
      sampleName: 'b.csv',
      referenceRows: 10,
      sampleRows: 5,
      options: {},
      atMs: 0,
      result: byFeature,
    };
    const html = toHtmlReport(run, featureVerdicts(byFeature, ['a<b', 'c']));
    expect(html).toContain('<h1>Drift</h1>');
    expect(html).toContain('a&lt;b');
    expect(html).not.toContain('<script>');
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
