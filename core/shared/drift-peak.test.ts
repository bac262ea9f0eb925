import { expect, it } from 'vitest';
import { peakOf, type StreamVerdict } from './index.ts';

const result = (test_stat: StreamVerdict['test_stat'], threshold: StreamVerdict['threshold']): StreamVerdict => ({
  test_stat,
  threshold,
});

it.each([
  { what: 'one number', given: result(0.2, 0.1), peak: { statistic: 0.2, threshold: 0.1, index: 0 } },
  { what: 'windows that are not full', given: result([[null, null]], [null]), peak: null },
  {
    what: 'several numbers under one threshold',
    given: result(
      [
        [1, 3, 2],
        [null, null, null],
      ],
      [4],
    ),
    peak: { statistic: 3, threshold: 4, index: 1 },
  },
  {
    what: 'several numbers, each under its own',
    given: result([[0.9, 0.8]], [0.99, 0.5]),
    peak: { statistic: 0.8, threshold: 0.5, index: 1 },
  },
])('$what: the statistic furthest over its threshold, or nearest to it', ({ given, peak }) => {
  expect(peakOf(given)).toEqual(peak);
});
