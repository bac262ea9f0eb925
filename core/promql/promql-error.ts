/** A piece of the query text: `from` inclusive, `to` exclusive, counted in UTF-16 units. */
export interface Span {
  from: number;
  to: number;
}

/** Where a span begins: both counted from 1, as Prometheus writes `line:column`. */
export interface Position {
  line: number;
  column: number;
}

/** Prometheus's own classes of query errors; the HTTP room turns them into status codes. */
export type PromqlErrorType = 'bad_data' | 'execution' | 'timeout' | 'canceled' | 'internal';

/** Anything a query can fail with. Faults of the text carry their place in it. */
export class PromqlError extends Error {
  readonly errorType: PromqlErrorType;
  readonly position: Position | undefined;
  readonly span: Span | undefined;

  constructor(
    errorType: PromqlErrorType,
    message: string,
    place?: { position: Position; span: Span },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'PromqlError';
    this.errorType = errorType;
    this.position = place?.position;
    this.span = place?.span;
  }
}

/** Line and column of an offset into `text`. Columns count UTF-8 bytes, as Prometheus's do. */
export function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: Buffer.byteLength(before.slice(lineStart)) + 1 };
}

/** A fault of the query text, worded as Prometheus words it: `1:5: parse error: …`. */
export function parseError(text: string, span: Span, reason: string): PromqlError {
  const position = positionOf(text, span.from);
  return new PromqlError('bad_data', `${position.line}:${position.column}: parse error: ${reason}`, { position, span });
}

/** The evaluation failed on the data it met: matching errors, duplicate label sets, limits. */
export const executionError = (reason: string): PromqlError => new PromqlError('execution', reason);
