import { z } from 'zod';
import { CodedError, ErrorReply } from '../shared/index.ts';

/** One complaint about a body, in the form FastAPI (pydantic) gives it. */
export const BodyIssue = z.object({
  type: z.string(),
  loc: z.array(z.union([z.string(), z.number()])),
  msg: z.string(),
  input: z.unknown(),
  ctx: z.record(z.string(), z.unknown()).optional(),
});
export type BodyIssue = z.infer<typeof BodyIssue>;

export const InvalidBodyReply = ErrorReply.extend({ detail: z.array(BodyIssue) });

/** A body that is not what the route takes. `issues` becomes the reply's `detail`, as FastAPI's clients expect it. */
export class InvalidBody extends CodedError<'invalid_body'> {
  readonly issues: BodyIssue[];

  constructor(issue: BodyIssue) {
    super('invalid_body', { reason: `${issue.loc.join('.')}: ${issue.msg}.` });
    this.issues = [issue];
  }
}
