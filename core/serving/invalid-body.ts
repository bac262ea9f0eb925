import { CodedError } from '../shared/index.ts';

/** One complaint about a body, in the form FastAPI (pydantic) gives it. */
export interface BodyIssue {
  type: string;
  loc: (string | number)[];
  msg: string;
  input: unknown;
  ctx?: Record<string, unknown>;
}

/** A body that is not what the route takes. `issues` becomes the reply's `detail`, as FastAPI's clients expect it. */
export class InvalidBody extends CodedError<'invalid_body'> {
  readonly issues: BodyIssue[];

  constructor(issue: BodyIssue) {
    super('invalid_body', { reason: `${issue.loc.join('.')}: ${issue.msg}.` });
    this.issues = [issue];
  }
}
