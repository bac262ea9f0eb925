import { parseError, type PromqlError } from '../promql-error.ts';
import { describeToken, quote, type Scan, type Token } from './scan.ts';

/** Words the error for the first token that does not fit, as Prometheus would: what it is, where, what was expected. */
export function syntaxError(text: string, { tokens }: Scan, offset: number): PromqlError {
  if (isTooLong(tokens)) {
    const span = { from: 0, to: text.length };
    return parseError(
      text,
      span,
      `the expression is too long: more than ${MOST} operators or brackets in a row; split it`,
    );
  }
  const found = tokens.findIndex((token) => token.to > offset);
  const index = found < 0 ? tokens.length : found;
  const token = tokens[index];
  const before = tokens.slice(0, index);
  const last = before.at(-1);
  // `foo(` with an unknown foo reads to the grammar like a metric followed by a stray parenthesis.
  if (token?.text === '(' && last?.type === 'identifier') {
    return parseError(text, last, `unknown function with name ${quote(last.text)}`);
  }
  if (token?.text === ')' && last?.text === ',') {
    return parseError(text, last, 'trailing commas not allowed in function call args');
  }
  const span = token ?? { from: text.length, to: text.length };
  return parseError(text, span, `unexpected ${describeToken(token)}${context(before)}`);
}

/** The grammar gives up on longer chains of operators and deeper nesting. */
const MOST = 300;

function isTooLong(tokens: readonly Token[]): boolean {
  const operators = [0];
  let most = 0;
  for (const { type, text } of tokens) {
    if (text === '(' || text === '[' || text === '{') operators.push(0);
    else if (text === ')' || text === ']' || text === '}') operators.pop();
    else if (type === 'symbol' || /^(?:and|or|unless|atan2)$/i.test(text)) operators[operators.length - 1]!++;
    most = Math.max(most, operators.length, operators.at(-1)!);
  }
  return most > MOST;
}

const isClauseWord = (token: Token | undefined): boolean =>
  token?.type === 'identifier' && /^(?:by|without|on|ignoring|group_left|group_right)$/i.test(token.text);

/** What the tokens before the fault were about to form. */
function context(before: readonly Token[]): string {
  const last = before.at(-1);
  if (!last) return '';
  const word = last.text.toLowerCase();
  if (word === 'offset') return ' in offset, expected number or duration';
  if (word === '@') return ' in @, expected timestamp';
  if (/^(?:by|without|on|ignoring)$/.test(word) && last.type === 'identifier') return ' in grouping opts, expected "("';
  const open = before.findLastIndex((_, i) => isOpenAt(before, i));
  const opener = before[open]?.text;
  if (opener === '{') return ` in label matching, expected ${expectedInBraces(last)}`;
  if (opener === '(' && isClauseWord(before[open - 1])) {
    const expected = last.type === 'symbol' ? 'label' : '"," or ")"';
    return ` in grouping opts, expected ${expected}`;
  }
  if (opener === '[')
    return ` in subquery or range selector, expected ${last.type === 'number' ? '":" or "]"' : 'number or duration'}`;
  return '';
}

function expectedInBraces(last: Token): string {
  if (last.text === '{' || last.text === ',') return 'identifier or "}"';
  if (last.type === 'identifier') return 'label matching operator';
  return last.type === 'string' ? '"," or "}"' : 'string';
}

/** True for the bracket at `i` when nothing behind it closes it. */
function isOpenAt(tokens: readonly Token[], i: number): boolean {
  const opener = tokens[i]!.text;
  if (opener !== '(' && opener !== '[' && opener !== '{') return false;
  let depth = 1;
  for (const { text } of tokens.slice(i + 1)) {
    if (text === '(' || text === '[' || text === '{') depth++;
    if (text === ')' || text === ']' || text === '}') depth--;
    if (depth === 0) return false;
  }
  return true;
}
