import { type Command, commandText, type Node, type Operand, type Pipe, type Template } from './ast.ts';
import { functions, type Parameter, type TemplateFunction, type TemplateWorld } from './functions.ts';
import { printValue } from './go-print.ts';
import { GoInt, type GoValue, isTrue, QuerySample, TemplateData, TemplateError, typeName } from './values.ts';

/** No template of use writes more, or loops longer. */
const LONGEST_TEXT = 1_000_000;
const MOST_STEPS = 100_000;
const DEEPEST_CALL = 100;

/** Stands for "no argument came through a pipe". */
const none = Symbol('none');
type Final = GoValue | typeof none;

/** Runs a template on `data`. Throws `TemplateError` in Go's words, saying where in the template. */
export async function executeTemplate(
  name: string,
  template: Template,
  data: GoValue,
  world: TemplateWorld,
): Promise<string> {
  const run = new Run(name, template, world);
  try {
    await run.list(template.nodes, data, [{ name: '$', value: data }]);
    return run.text;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new TemplateError(`error executing template ${name}: template: ${name}:${run.place()}: ${error.message}`);
  }
}

interface Variable {
  name: string;
  value: GoValue;
}
type Leave = 'break' | 'continue' | null;

class Run {
  text = '';
  private readonly name: string;
  private readonly template: Template;
  private readonly world: TemplateWorld;
  private steps = 0;
  private calls = 0;
  /** Where it is, for messages. */
  private at: { at: number; text: string } | null = null;

  constructor(name: string, template: Template, world: TemplateWorld) {
    this.name = name;
    this.template = template;
    this.world = world;
  }

  /** `1:95: executing "name" at <$labels.x>` */
  place(): string {
    if (this.at === null) return `1: executing ${JSON.stringify(this.name)}`;
    const before = this.template.source.slice(0, this.at.at);
    const column = Buffer.byteLength(before.slice(before.lastIndexOf('\n') + 1));
    return `${before.split('\n').length}:${column}: executing ${JSON.stringify(this.name)} at <${this.at.text}>`;
  }

  async list(nodes: readonly Node[], dot: GoValue, scope: Variable[]): Promise<Leave> {
    const seen = scope.length;
    for (const node of nodes) {
      if (++this.steps > MOST_STEPS) throw new TemplateError('the template runs too long');
      const leave = await this.node(node, dot, scope);
      if (leave !== null) {
        scope.length = seen;
        return leave;
      }
    }
    scope.length = seen;
    return null;
  }

  private async node(node: Node, dot: GoValue, scope: Variable[]): Promise<Leave> {
    switch (node.kind) {
      case 'text':
        this.write(node.text);
        return null;
      case 'action': {
        const value = await this.pipe(node.pipe, dot, scope);
        if (node.pipe.variables.length === 0) this.write(value === null ? '<no value>' : printValue(value));
        return null;
      }
      case 'if':
      case 'with': {
        const seen = scope.length;
        const value = await this.pipe(node.pipe, dot, scope);
        const taken = isTrue(value);
        const leave = await this.list(
          taken ? node.body : node.otherwise,
          taken && node.kind === 'with' ? value : dot,
          scope,
        );
        scope.length = seen;
        return leave;
      }
      case 'range':
        await this.range(node, dot, scope);
        return null;
      case 'template':
        await this.call(node, dot, scope);
        return null;
      case 'break':
      case 'continue':
        return node.kind;
    }
  }

  private async range(node: Extract<Node, { kind: 'range' }>, dot: GoValue, scope: Variable[]): Promise<void> {
    const seen = scope.length;
    const { variables } = node.pipe;
    const value = await this.pipe({ ...node.pipe, variables: [] }, dot, scope);
    const items = itemsOf(value);
    for (const [key, item] of items) {
      if (++this.steps > MOST_STEPS) throw new TemplateError('the template runs too long');
      const [first, second] = variables;
      if (second !== undefined) this.set(scope, first!, key, node.pipe.assigns);
      const last = second ?? first;
      if (last !== undefined) this.set(scope, last, item, node.pipe.assigns);
      const leave = await this.list(node.body, item, scope);
      scope.length = seen;
      if (leave === 'break') break;
    }
    if (items.length === 0) await this.list(node.otherwise, dot, scope);
    scope.length = seen;
  }

  private async call(
    { name, pipe, at }: Extract<Node, { kind: 'template' }>,
    dot: GoValue,
    scope: Variable[],
  ): Promise<void> {
    this.at = { at, text: `{{template ${JSON.stringify(name)}}}` };
    const nodes = this.template.defined.get(name);
    if (!nodes) throw new TemplateError(`template ${JSON.stringify(name)} not defined`);
    const data = pipe === null ? null : await this.pipe(pipe, dot, scope);
    if (++this.calls > DEEPEST_CALL) throw new TemplateError('exceeded maximum template depth');
    await this.list(nodes, data, [{ name: '$', value: data }]);
    this.calls--;
  }

  private write(text: string): void {
    this.text += text;
    if (this.text.length > LONGEST_TEXT) throw new TemplateError('the text becomes too long');
  }

  private set(scope: Variable[], name: string, value: GoValue, assigns: boolean): void {
    const known = assigns ? scope.findLast((variable) => variable.name === name) : undefined;
    if (known) known.value = value;
    else scope.push({ name, value });
  }

  private async pipe(pipe: Pipe, dot: GoValue, scope: Variable[]): Promise<GoValue> {
    let value: Final = none;
    for (const command of pipe.commands) value = await this.command(command, dot, scope, value);
    for (const name of pipe.variables) this.set(scope, name, value as GoValue, pipe.assigns);
    return value as GoValue;
  }

  private async command({ operands }: Command, dot: GoValue, scope: Variable[], final: Final): Promise<GoValue> {
    const [head, ...rest] = operands as [Operand, ...Operand[]];
    this.at = head;
    if (head.kind === 'function') return this.callFunction(head, rest, dot, scope, final);
    if (rest.length > 0 || final !== none) {
      throw new TemplateError(`can't give argument to non-function ${head.text}`);
    }
    if (head.kind === 'constant' && head.value === null) throw new TemplateError('nil is not a command');
    return this.operand(head, dot, scope);
  }

  private async operand(operand: Operand, dot: GoValue, scope: Variable[]): Promise<GoValue> {
    this.at = operand;
    switch (operand.kind) {
      case 'dot':
        return dot;
      case 'constant':
        return operand.value;
      case 'field':
        return operand.names.reduce(fieldOf, dot);
      case 'variable':
        return operand.names.reduce(fieldOf, scope.findLast(({ name }) => name === operand.name)?.value ?? null);
      case 'function':
        return this.callFunction(operand, [], dot, scope, none);
      case 'pipe': {
        const value = await this.pipe(operand.pipe, dot, scope);
        this.at = operand;
        return operand.names.reduce(fieldOf, value);
      }
    }
  }

  private async callFunction(
    head: Operand & { kind: 'function' },
    operands: readonly Operand[],
    dot: GoValue,
    scope: Variable[],
    final: Final,
  ): Promise<GoValue> {
    const { name } = head;
    if (name === 'and' || name === 'or') return this.shortCircuit(head, operands, dot, scope, final);
    const fn = functions.get(name)!;
    requireCount(name, fn, operands.length + (final === none ? 0 : 1));
    const args: GoValue[] = [];
    for (const [i, operand] of operands.entries()) {
      const value = await this.operand(operand, dot, scope);
      const isNumber = operand.kind === 'constant' && operand.isNumber;
      args.push(toParameter(value, fn.parameters[i] ?? fn.rest!, isNumber, operand.text));
    }
    this.at = head;
    if (final !== none) args.push(toParameter(final, fn.parameters[operands.length] ?? fn.rest!, false, ''));
    try {
      return await fn.call(args, this.world);
    } catch (error) {
      this.at = { at: head.at, text: commandText({ operands: [head, ...operands] }) };
      throw new TemplateError(`error calling ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** `and` gives the first argument that is not true, `or` the first that is, and look no further. */
  private async shortCircuit(
    head: Operand & { kind: 'function' },
    operands: readonly Operand[],
    dot: GoValue,
    scope: Variable[],
    final: Final,
  ): Promise<GoValue> {
    if (operands.length === 0 && final === none) {
      throw new TemplateError(`wrong number of args for ${head.name}: want at least 1 got 0`);
    }
    let value: Final = none;
    for (const operand of operands) {
      value = await this.operand(operand, dot, scope);
      if (isTrue(value) === (head.name === 'or')) return value;
    }
    return (final === none ? value : final) as GoValue;
  }
}

function requireCount(name: string, { parameters, rest }: TemplateFunction, got: number): void {
  const want = parameters.length;
  if (rest !== undefined ? got >= want : got === want) return;
  throw new TemplateError(
    `wrong number of args for ${name}: want ${rest === undefined ? '' : 'at least '}${want} got ${got}`,
  );
}

const goType: Record<Parameter, string> = {
  string: 'string',
  float: 'float64',
  int: 'int',
  sample: '*template.sample',
  result: 'template.queryResult',
  map: 'map[string]string',
  any: 'interface {}',
};

/** Written numbers take the type that is wanted; everything else must have it. */
function toParameter(value: GoValue, wanted: Parameter, isWritten: boolean, text: string): GoValue {
  if (wanted === 'any') return value;
  const fits = {
    string: typeof value === 'string',
    float: typeof value === 'number',
    int: value instanceof GoInt,
    sample: value instanceof QuerySample,
    result: Array.isArray(value),
    map: value instanceof Map,
  }[wanted];
  if (fits) return value;
  if (isWritten && wanted === 'float' && value instanceof GoInt) return value.value;
  if (isWritten) throw new TemplateError(`expected ${goType[wanted]}; found ${text}`);
  throw new TemplateError(`wrong type for value; expected ${goType[wanted]}; got ${typeName(value)}`);
}

function itemsOf(value: GoValue): (readonly [GoValue, GoValue])[] {
  if (value === null) return [];
  if (value instanceof Map) return [...(value as ReadonlyMap<string, GoValue>)].sort(([a], [b]) => (a < b ? -1 : 1));
  if (Array.isArray(value)) return (value as readonly GoValue[]).map((item, i) => [new GoInt(i), item]);
  if (value instanceof GoInt) {
    const length = Math.max(0, Math.min(value.value, MOST_STEPS));
    return Array.from({ length }, (_, i) => [new GoInt(i), new GoInt(i)]);
  }
  throw new TemplateError(`range can't iterate over ${printValue(value)}`);
}

function fieldOf(value: GoValue, name: string): GoValue {
  if (value instanceof Map) return (value as ReadonlyMap<string, GoValue>).get(name) ?? '';
  if (value === null) throw new TemplateError(`nil data; no entry for key ${JSON.stringify(name)}`);
  if (value instanceof TemplateData && Object.hasOwn(value.fields, name)) return value.fields[name]!;
  if (value instanceof QuerySample) {
    if (name === 'Labels') return new Map(Object.entries(value.labels));
    if (name === 'Value') return value.value;
  }
  throw new TemplateError(`can't evaluate field ${name} in type ${typeName(value)}`);
}
