import { builtIns } from './built-ins.ts';
import { prometheusFunctions } from './prometheus-functions.ts';
import type { GoValue } from './values.ts';

/** What a parameter of a function must be. `number`: a number in whatever shape, as Prometheus's humanize takes it. */
export type Parameter = 'string' | 'float' | 'int' | 'sample' | 'result' | 'map' | 'any';

/** What functions know of the world around the template. */
export interface TemplateWorld {
  /** Evaluates PromQL at the rule's time. Throws what the engine throws. */
  query(expr: string): Promise<readonly GoValue[]>;
  /** Unix ms of the evaluation. */
  nowMs: number;
  /** Address at which the console is reached from outside. */
  externalUrl: string;
}

export interface TemplateFunction {
  parameters: readonly Parameter[];
  /** What further arguments must be; without it there may be none. */
  rest?: Parameter;
  call(args: readonly GoValue[], world: TemplateWorld): GoValue | Promise<GoValue>;
}

/** Every function of a rule's templates: Go's own and Prometheus's. `and` and `or` are the evaluator's. */
export const functions: ReadonlyMap<string, TemplateFunction> = new Map(
  Object.entries({ ...builtIns, ...prometheusFunctions }),
);

export const isFunction = (name: string): boolean => name === 'and' || name === 'or' || functions.has(name);
