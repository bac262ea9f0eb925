import { CodedError } from '../shared/index.ts';

/** What a caller gave that no detector can use. The sentence names the row or the option, and says what is expected. */
export const badInput = (reason: string): CodedError<'bad_request'> => new CodedError('bad_request', { reason });
