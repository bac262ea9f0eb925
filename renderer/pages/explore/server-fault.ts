/** Where a query is wrong, in UTF-16 units of its text, and why. */
export interface QueryFault {
  from: number;
  to: number;
  message: string;
}

const parseError = /(\d+):(\d+): parse error: (.+)$/s;

/**
 * The place an error message of the server names (`1:5: parse error: …`; columns count UTF-8 bytes), reaching to the
 * end of the word there; null when it names none.
 */
export function faultOf(expr: string, message: string): QueryFault | null {
  const [, line, column, reason] = parseError.exec(message) ?? [];
  if (reason === undefined) return null;
  const lines = expr.split('\n');
  const before = lines.slice(0, Number(line) - 1).reduce((length, each) => length + each.length + 1, 0);
  const at = before + unitsOf(lines[Number(line) - 1] ?? '', Number(column) - 1);
  const word = /^\w+/.exec(expr.slice(at))?.[0].length ?? 1;
  // Something is missing at the very end: the last letter is the nearest there is to underline.
  const from = Math.max(0, Math.min(at, expr.length - 1));
  return { from, to: Math.min(expr.length, Math.max(from + 1, at + word)), message: reason };
}

/** How many UTF-16 units the first `bytes` bytes of a text's UTF-8 are. */
function unitsOf(text: string, bytes: number): number {
  const encoded = new TextEncoder().encode(text);
  return new TextDecoder().decode(encoded.subarray(0, bytes)).length;
}
