import { type Command, commandText, type Node, type Operand, type Pipe, type Template } from './ast.ts';
import { lexTemplate, type Piece, type Token } from './lex.ts';
import { GoInt, TemplateError } from './values.ts';

type Action = Extract<Piece, { kind: 'action' }>;

/** How deep parentheses and blocks may nest. */
const DEEPEST = 200;

/** Reads a template. `isFunction` says which names are functions. Throws `TemplateError` with Go's words. */
export function parseTemplate(name: string, source: string, isFunction: (name: string) => boolean): Template {
  let line = 1;
  try {
    const reader = new Reader(lexTemplate(source), isFunction, (at) => (line = source.slice(0, at).split('\n').length));
    return { source, ...reader.whole() };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new TemplateError(`error parsing template ${name}: template: ${name}:${line}: ${error.message}`);
  }
}

class Reader {
  private readonly pieces: readonly Piece[];
  private readonly isFunction: (name: string) => boolean;
  private readonly onPlace: (at: number) => void;
  private readonly defined = new Map<string, Node[]>();
  private next = 0;
  private depth = 0;
  private loops = 0;
  /** Variables in sight. */
  private variables = ['$'];

  constructor(pieces: readonly Piece[], isFunction: (name: string) => boolean, onPlace: (at: number) => void) {
    this.pieces = pieces;
    this.isFunction = isFunction;
    this.onPlace = onPlace;
  }

  whole(): Pick<Template, 'nodes' | 'defined'> {
    const { nodes, end } = this.list();
    if (end !== null) throw new TemplateError(`unexpected {{${end.word}}}`);
    return { nodes, defined: this.defined };
  }

  /** Up to the `end` or `else` that does not belong to a block inside, or to the end of the template. */
  private list(): { nodes: Node[]; end: { word: string; rest: Action } | null } {
    if (++this.depth > DEEPEST) throw new TemplateError('the template nests too deep');
    const nodes: Node[] = [];
    while (this.next < this.pieces.length) {
      const piece = this.pieces[this.next++]!;
      if (piece.kind === 'text') {
        nodes.push(piece);
        continue;
      }
      this.onPlace(piece.at);
      const [head] = piece.tokens;
      if (head === undefined) throw new TemplateError('missing value for command');
      const word = head.kind === 'identifier' ? head.text : '';
      if (word === 'end' || word === 'else') {
        this.depth--;
        return { nodes, end: { word, rest: { ...piece, tokens: piece.tokens.slice(1) } } };
      }
      const node = this.action(word, piece);
      if (node !== null) nodes.push(node);
    }
    this.depth--;
    return { nodes, end: null };
  }

  private action(word: string, piece: Action): Node | null {
    const rest = { ...piece, tokens: piece.tokens.slice(1) };
    switch (word) {
      case 'if':
      case 'with':
      case 'range':
        return this.block(word, rest);
      case 'break':
      case 'continue':
        if (this.loops === 0) throw new TemplateError(`{{${word}}} outside {{range}}`);
        this.nothing(rest, word);
        return { kind: word };
      case 'template':
        return this.call(rest);
      case 'define':
      case 'block':
        return this.definition(word, rest);
      default: {
        return { kind: 'action', pipe: this.pipe(new Tokens(piece.tokens), word, true) };
      }
    }
  }

  private block(kind: 'if' | 'with' | 'range', piece: Action): Node {
    const seen = this.variables.length;
    const pipe = this.pipe(new Tokens(piece.tokens), kind, true);
    if (kind === 'range') this.loops++;
    const { nodes: body, end } = this.list();
    if (kind === 'range') this.loops--;
    let otherwise: Node[] = [];
    if (end?.word === 'else') otherwise = this.otherwise(kind, end.rest);
    else if (end === null) throw new TemplateError('unexpected EOF');
    else this.nothing(end.rest, 'end');
    this.variables.length = seen;
    return { kind, pipe, body, otherwise };
  }

  private otherwise(kind: string, rest: Action): Node[] {
    const [head] = rest.tokens;
    if (head?.kind === 'identifier' && head.text === kind && (kind === 'if' || kind === 'with')) {
      return [this.block(kind, { ...rest, tokens: rest.tokens.slice(1) })];
    }
    this.nothing(rest, 'else');
    const { nodes, end } = this.list();
    if (end === null) throw new TemplateError('unexpected EOF');
    if (end.word !== 'end') throw new TemplateError('expected end; found {{else}}');
    this.nothing(end.rest, 'end');
    return nodes;
  }

  private call({ tokens }: Action): Node {
    const [name, ...rest] = tokens;
    if (name?.kind !== 'string')
      throw new TemplateError('the name of a template in quotes is expected in template clause');
    return {
      kind: 'template',
      name: name.text,
      pipe: rest.length > 0 ? this.pipe(new Tokens(rest), 'template', false) : null,
      at: name.at,
    };
  }

  private definition(word: 'define' | 'block', { tokens }: Action): Node | null {
    const [name, ...rest] = tokens;
    if (name?.kind !== 'string')
      throw new TemplateError(`the name of a template in quotes is expected in ${word} clause`);
    const pipe = word === 'block' ? this.pipe(new Tokens(rest), word, false) : null;
    const outer = this.variables;
    this.variables = ['$'];
    const { nodes, end } = this.list();
    if (end?.word !== 'end')
      throw new TemplateError(end === null ? 'unexpected EOF' : 'unexpected {{else}} in define clause');
    this.nothing(end.rest, 'end');
    this.variables = outer;
    this.defined.set(name.text, nodes);
    return pipe && { kind: 'template', name: name.text, pipe, at: name.at };
  }

  private nothing({ tokens: [token] }: Action, word: string): void {
    if (token) throw new TemplateError(`unexpected ${JSON.stringify(token.text)} in ${word}`);
  }

  private pipe(tokens: Tokens, context: string, mayDeclare: boolean): Pipe {
    const pipe: Pipe = { variables: [], assigns: false, commands: [] };
    const names = mayDeclare ? tokens.declared(context === 'range') : null;
    if (names) {
      pipe.variables = names.variables;
      pipe.assigns = names.symbol === '=';
      if (pipe.assigns) for (const name of names.variables) this.requireVariable(name);
    }
    for (;;) {
      const operands = this.operands(tokens);
      if (operands.length === 0) throw new TemplateError(`missing value for ${context === '' ? 'command' : context}`);
      pipe.commands.push({ operands });
      if (pipe.commands.length > 1) requireFunction(pipe.commands.at(-1)!, pipe.commands.length - 1);
      if (!tokens.take('|')) break;
    }
    const left = tokens.peek();
    if (left)
      throw new TemplateError(`unexpected ${JSON.stringify(left.text)} in ${context === '' ? 'command' : context}`);
    // Only from here on are they to be seen.
    if (names && !pipe.assigns) this.variables.push(...names.variables);
    return pipe;
  }

  private operands(tokens: Tokens): Operand[] {
    const operands: Operand[] = [];
    for (let token = tokens.peek(); token && !isSymbol(token, '|') && !isSymbol(token, ')'); token = tokens.peek()) {
      if (operands.length > 0 && !token.spaced && !tokens.closedBefore) {
        throw new TemplateError(`unexpected ${JSON.stringify(token.text)} in operand`);
      }
      operands.push(this.operand(tokens));
    }
    return operands;
  }

  private operand(tokens: Tokens): Operand {
    const token = tokens.shift()!;
    const place = { at: token.at, text: token.text };
    switch (token.kind) {
      case 'dot':
        return { ...place, kind: 'dot' };
      case 'field': {
        const { names, at } = tokens.fields(token.at);
        return { at, text: `.${[token.text, ...names].join('.')}`, kind: 'field', names: [token.text, ...names] };
      }
      case 'variable': {
        this.requireVariable(token.text);
        const { names, at } = tokens.fields(token.at);
        return { at, text: [token.text, ...names].join('.'), kind: 'variable', name: token.text, names };
      }
      case 'string':
        return { ...place, text: JSON.stringify(token.text), kind: 'constant', value: token.text, isNumber: false };
      case 'char':
        return { ...place, kind: 'constant', value: new GoInt(token.text.codePointAt(0) ?? 0), isNumber: true };
      case 'number':
        return { ...place, kind: 'constant', value: readNumber(token.text), isNumber: true };
      case 'identifier':
        return this.name(token);
      case 'symbol':
        if (token.text !== '(') throw new TemplateError(`unexpected ${JSON.stringify(token.text)} in operand`);
        return this.parenthesis(tokens, token.at);
    }
  }

  private parenthesis(tokens: Tokens, openAt: number): Operand {
    if (++this.depth > DEEPEST) throw new TemplateError('the template nests too deep');
    const pipe = this.pipe(tokens.untilClosed(), 'parenthesized pipeline', false);
    this.depth--;
    const { names, at } = tokens.fields(openAt);
    const text = [`(${pipe.commands.map(commandText).join(' | ')})`, ...names].join('.');
    return { at, text, kind: 'pipe', pipe, names };
  }

  private name({ text, at }: Token): Operand {
    const constants = { true: true, false: false, nil: null } as const;
    if (text in constants) {
      return { at, text, kind: 'constant', value: constants[text as keyof typeof constants], isNumber: false };
    }
    if (!this.isFunction(text)) throw new TemplateError(`function ${JSON.stringify(text)} not defined`);
    return { at, text, kind: 'function', name: text };
  }

  private requireVariable(name: string): void {
    if (!this.variables.includes(name)) throw new TemplateError(`undefined variable ${JSON.stringify(name)}`);
  }
}

/** The words of one pipeline, taken one after the other. */
class Tokens {
  private readonly list: readonly Token[];
  private next = 0;

  constructor(list: readonly Token[]) {
    this.list = list;
  }

  peek(): Token | undefined {
    return this.list[this.next];
  }

  shift(): Token | undefined {
    return this.list[this.next++];
  }

  take(text: string): boolean {
    const found = isSymbol(this.peek(), text);
    if (found) this.next++;
    return found;
  }

  /** Whether a parenthesis was closed just before: what follows need not be set off by a space. */
  get closedBefore(): boolean {
    return isSymbol(this.list[this.next - 1], ')');
  }

  /** The names of fields that follow without a space (`.a.b`), and where the first is; `elseAt` where there is none. */
  fields(elseAt: number): { names: string[]; at: number } {
    const names: string[] = [];
    const first = this.peek();
    for (let token = first; token?.kind === 'field' && !token.spaced; token = this.peek()) {
      names.push(token.text);
      this.next++;
    }
    return { names, at: names.length > 0 ? first!.at : elseAt };
  }

  /** `$x :=`, `$x =`, and in a range `$i, $x :=`. */
  declared(pair: boolean): { variables: string[]; symbol: ':=' | '=' } | null {
    const [first, second, third, fourth] = this.list;
    if (first?.kind !== 'variable') return null;
    if (second?.text === ':=' || second?.text === '=') {
      this.next = 2;
      return { variables: [first.text], symbol: second.text };
    }
    if (pair && second?.text === ',' && third?.kind === 'variable' && (fourth?.text === ':=' || fourth?.text === '=')) {
      this.next = 4;
      return { variables: [first.text, third.text], symbol: fourth.text };
    }
    return null;
  }

  /** What stands before the parenthesis that closes the one just taken; both are taken. */
  untilClosed(): Tokens {
    let open = 1;
    for (let at = this.next; at < this.list.length; at++) {
      const { kind, text } = this.list[at]!;
      if (kind !== 'symbol') continue;
      if (text === '(') open++;
      if (text === ')' && --open === 0) {
        const inside = new Tokens(this.list.slice(this.next, at));
        this.next = at + 1;
        return inside;
      }
    }
    throw new TemplateError('unclosed left paren');
  }
}

const isSymbol = (token: Token | undefined, text: string): boolean => token?.kind === 'symbol' && token.text === text;

/** Behind a `|` there must be something that takes an argument. */
function requireFunction({ operands: [head] }: Command, index: number): void {
  if (head!.kind === 'constant' || head!.kind === 'dot') {
    throw new TemplateError(`non executable command in pipeline stage ${index + 1}`);
  }
}

function readNumber(text: string): number | GoInt {
  const digits = text.replaceAll('_', '');
  const sign = digits.startsWith('-') ? -1 : 1;
  const size = Number(digits.replace(/^[-+]/, ''));
  if (Number.isNaN(size)) throw new TemplateError(`bad number syntax: ${JSON.stringify(text)}`);
  const isFloat = !/^[-+]?0x/i.test(digits) && /[.eE]/.test(digits);
  return isFloat ? sign * size : new GoInt(sign * size);
}
