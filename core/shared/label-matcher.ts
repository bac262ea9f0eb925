import { z } from 'zod';
import { compileMatcher } from './matcher.ts';
import { reasonOf } from './errors.ts';
import type { Labels, Matcher } from './series.ts';

const MATCH_OPS = ['=', '!=', '=~', '!~'] as const;
const mostText = 1_000;

/** One condition on a label as a person writes it; a regular expression that does not compile is refused. */
export const LabelMatcher = z
  .strictObject({
    name: z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,127}$/, 'a label name has letters, digits and _'),
    op: z.enum(MATCH_OPS),
    value: z.string().max(mostText),
  })
  .superRefine((matcher, context) => {
    try {
      compileMatcher(matcher);
    } catch (error) {
      // What is built on it (a silence) must not go on to compile it.
      context.addIssue({ code: 'custom', path: ['value'], message: reasonOf(error), continue: false });
    }
  });
export type LabelMatcher = z.infer<typeof LabelMatcher>;

/** Compiles matchers into a test of a label set; all of them must hold. Throws `RegexError`. */
export function compileMatchers(matchers: readonly Matcher[]): (labels: Labels) => boolean {
  const tests = matchers.map((matcher) => ({ name: matcher.name, test: compileMatcher(matcher) }));
  return (labels) => tests.every(({ name, test }) => test(labels[name] ?? ''));
}

/** `job=~"food.*"`, as PromQL writes it. */
export const formatMatcher = ({ name, op, value }: Matcher): string => `${name}${op}${JSON.stringify(value)}`;
