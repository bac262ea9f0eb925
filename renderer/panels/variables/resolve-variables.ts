import { formatDuration, parseDuration, reasonOf } from '../../../core/shared/index.ts';
import { type ChosenValue, interpolate, type Variables } from '../interpolate.ts';
import { roundInterval } from '../step.ts';
import { type Choice, customChoices, queryChoices } from './options.ts';
import { ALL, type Variable } from './read-variables.ts';
import { type AskInstant, askVariable } from './variable-query.ts';

/** A variable with what can be chosen and what is. */
export interface ResolvedVariable {
  variable: Variable;
  choices: readonly Choice[];
  /** Values, or `$__all` alone. */
  chosen: readonly string[];
  /** Why its choices could not be found out. */
  fault: string | null;
}

interface Circumstances {
  /** By name, from the address; what was saved with the dashboard stands for those that are not there. */
  wanted: ReadonlyMap<string, readonly string[]>;
  fromMs: number;
  toMs: number;
  ask: AskInstant;
}

/** The same choices with what is wanted now, before anything is asked again. */
export const rechosen = (resolved: readonly ResolvedVariable[], wanted: Circumstances['wanted']): ResolvedVariable[] =>
  resolved.map((each) => ({ ...each, chosen: chosenOf(each.variable, each.choices, wanted.get(each.variable.name)) }));

/** Finds out the choices of all variables, in order: a query may name those before it. */
export async function resolveVariables(
  variables: readonly Variable[],
  { wanted, fromMs, toMs, ask }: Circumstances,
): Promise<ResolvedVariable[]> {
  const resolved: ResolvedVariable[] = [];
  const rangeMs = toMs - fromMs;
  for (const variable of variables) {
    let choices: Choice[] = [];
    let fault: string | null = null;
    try {
      choices = await choicesOf(variable, { rangeMs, ask, known: valuesOf(resolved, rangeMs) });
    } catch (error) {
      fault = reasonOf(error);
    }
    const chosen = chosenOf(variable, choices, wanted.get(variable.name));
    resolved.push({ variable, choices, chosen, fault });
  }
  return resolved;
}

interface Known {
  rangeMs: number;
  ask: AskInstant;
  known: Variables;
}

async function choicesOf(variable: Variable, { rangeMs, ask, known }: Known): Promise<Choice[]> {
  switch (variable.type) {
    case 'query': {
      const answers = await askVariable(interpolate(variable.query, known), rangeMs, ask);
      return queryChoices(answers, variable);
    }
    case 'custom':
      return customChoices(variable.query);
    case 'interval': {
      const auto = variable.auto ? [{ text: 'auto', value: autoValue(variable) }] : [];
      return [...auto, ...customChoices(variable.query)];
    }
    case 'datasource':
      return [{ text: 'prometheus', value: 'prometheus' }];
    case 'textbox':
    case 'constant':
      return [{ text: variable.query, value: variable.query }];
  }
}

const autoValue = ({ name }: Variable) => `$__auto_interval_${name}`;

/** What is wanted where it can be chosen, else what was saved, else All, else the first. A text may be anything. */
function chosenOf(variable: Variable, choices: readonly Choice[], wanted: readonly string[] | undefined): string[] {
  const { type, hasAll, isMulti, saved } = variable;
  if (type === 'constant') return [variable.query];
  if (type === 'textbox') return [wanted?.[0] ?? saved[0] ?? variable.query];
  const possible = (values: readonly string[]) => {
    if (hasAll && values.some((value) => value === ALL || value === 'All')) return [ALL];
    const found = values.flatMap(
      (value) => choices.find((each) => each.value === value || each.text === value)?.value ?? [],
    );
    return isMulti ? found : found.slice(0, 1);
  };
  // Before there is anything to choose from, what was asked for is taken at its word.
  if (choices.length === 0 && wanted && wanted.length > 0) return [...wanted];
  const options = [wanted ?? [], saved].map(possible).find((values) => values.length > 0);
  return options ?? (hasAll ? [ALL] : choices.slice(0, 1).map(({ value }) => value));
}

/** The values as queries take them. */
export function valuesOf(resolved: readonly ResolvedVariable[], rangeMs: number): Variables {
  return new Map(
    resolved.flatMap(({ variable, choices, chosen }): [string, string | ChosenValue][] => {
      const { name, isMulti, hasAll, allValue, auto } = variable;
      const isAll = chosen[0] === ALL;
      const values = isAll ? choices.map(({ value }) => value) : chosen;
      const text = (value: string) => choices.find((each) => each.value === value)?.text ?? value;
      if (auto && values[0] === autoValue(variable)) return [[name, autoInterval(auto, rangeMs)]];
      // All of nothing matches nothing, rather than everything.
      const given = values.length === 0 ? [''] : values;
      const texts = isAll ? ['All'] : given.map(text);
      return [[name, { values: given, texts, isPattern: isMulti || hasAll, verbatim: isAll ? allValue : null }]];
    }),
  );
}

function autoInterval({ steps, leastInterval }: NonNullable<Variable['auto']>, rangeMs: number): string {
  const leastMs = parseDuration(leastInterval) ?? 10_000;
  return formatDuration(Math.max(leastMs, roundInterval(rangeMs / Math.max(1, steps))));
}
