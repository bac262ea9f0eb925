import { type DriftResult, type DriftSample, peakOf, type StreamVerdict } from '../../../core/shared/index.ts';

/** The results of a stream as samples of the scatter plot; rows from before the window was full have no point. */
export const streamSamples = (results: readonly DriftResult[], names: readonly string[] | null): DriftSample[] =>
  results.flatMap((result, i) => {
    const peak = peakOf(result as unknown as StreamVerdict);
    if (peak === null) return [];
    const isMany = typeof result['test_stat'] !== 'number';
    return {
      id: String(i),
      timeMs: 0,
      sample: i + 1,
      statistic: peak.statistic,
      threshold: peak.threshold,
      feature: isMany ? (names?.[peak.index] ?? `feature ${peak.index}`) : null,
      isDrift: result.is_drift === 1,
      pictured: false,
      nearest: null,
      label: null,
      confidence: null,
    };
  });
