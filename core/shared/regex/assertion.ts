import type { Border } from './alphabet.ts';
import type { Assertion } from './parse-regex.ts';

/** Whether an assertion holds between what comes before and what comes after. */
export function holds(what: Assertion, before: Border, after: Border): boolean {
  switch (what) {
    case 'textStart':
      return before === 'edge';
    case 'textEnd':
      return after === 'edge';
    case 'lineStart':
      return before === 'edge' || before === 'newline';
    case 'lineEnd':
      return after === 'edge' || after === 'newline';
    case 'wordBoundary':
      return (before === 'word') !== (after === 'word');
    case 'noWordBoundary':
      return (before === 'word') === (after === 'word');
  }
}
