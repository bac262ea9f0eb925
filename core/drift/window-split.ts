import { badInput } from './bad-input.ts';
import type { WindowPlan } from './mmd-thresholds.ts';
import type { Random } from './random.ts';

/** Which rows are the reference window, and which fill the test window before the stream does. */
export interface Split {
  ref_inds: number[];
  init_test_inds: number[];
}

/** A split that alarms at once would start in an alarm; one in ERT does, so this many in a row do not happen. */
const MOST_ATTEMPTS = 1000;

/** Draws splits until one's statistic is below the first threshold. The W - 1 rows between the two are not used. */
export function drawSplit(
  { rows, window, kept }: WindowPlan,
  random: Random,
  isQuiet: (split: Split) => boolean,
): Split {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const order = [...random.permutation(rows)];
    const split = { ref_inds: order.slice(0, kept), init_test_inds: order.slice(rows - window) };
    if (isQuiet(split)) return split;
  }
  throw badInput(
    'No split of the reference stays below the first threshold. Give more reference rows, or a larger ert.',
  );
}

/** Throws `bad_request` unless a split given from outside names rows that exist, and W of them for the test window. */
export function checkSplit(split: Split, { rows, window }: WindowPlan): void {
  if (split.init_test_inds.length !== window)
    throw badInput(`initial.init_test_inds has ${split.init_test_inds.length} rows; window_size is ${window}.`);
  if (split.ref_inds.length < 2) throw badInput('initial.ref_inds needs at least 2 rows.');
  const wrong = [...split.ref_inds, ...split.init_test_inds].find((index) => index >= rows);
  if (wrong !== undefined) throw badInput(`initial names row ${wrong}; there are ${rows} to choose from.`);
}
