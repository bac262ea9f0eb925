import type { Variable } from './read-variables.ts';

export interface Choice {
  text: string;
  value: string;
}

/** `a, b, name : value`: commas inside of a value are written `\,`. */
export function customChoices(query: string): Choice[] {
  return query
    .split(/(?<!\\),/)
    .map((part) => part.replaceAll('\\,', ',').trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, text, value] = /^(.+?)\s+:\s+(.+)$/s.exec(part) ?? [];
      return text !== undefined && value !== undefined ? { text, value } : { text: part, value: part };
    });
}

/**
 * What a query gave, cut out by the variable's regular expression (its first group, or groups named `text` and `value`) and
 * in the order it asks for.
 */
export function queryChoices(answers: readonly string[], { regex, sort }: Pick<Variable, 'regex' | 'sort'>): Choice[] {
  const cut = regex.trim() === '' ? answers.map((text) => ({ text, value: text })) : cutOut(answers, regex);
  const seen = new Map(cut.map((choice) => [choice.value, choice]));
  return sorted([...seen.values()], sort);
}

function cutOut(answers: readonly string[], regex: string): Choice[] {
  const [, pattern = regex, flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(regex.trim()) ?? [];
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, flags.replaceAll(/[gy]/g, ''));
  } catch {
    return [];
  }
  return answers.flatMap((answer) => {
    const match = expression.exec(answer);
    if (!match) return [];
    const first = match.slice(1).find((group) => group !== undefined);
    const value = match.groups?.['value'] ?? match.groups?.['text'] ?? first ?? match[0];
    return [{ text: match.groups?.['text'] ?? value, value }];
  });
}

const numberIn = ({ text }: Choice) => Number(/-?\d+(?:\.\d+)?/.exec(text)?.[0] ?? NaN);

/** By Grafana's numbers: 0 as they came, then pairs of ascending and descending. */
function sorted(choices: Choice[], sort: number): Choice[] {
  if (sort === 0) return choices;
  const compare = {
    0: (a: Choice, b: Choice) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
    1: (a: Choice, b: Choice) => numberIn(a) - numberIn(b) || a.text.localeCompare(b.text, 'en'),
    2: (a: Choice, b: Choice) => a.text.toLowerCase().localeCompare(b.text.toLowerCase(), 'en'),
    3: (a: Choice, b: Choice) => a.text.localeCompare(b.text, 'en', { numeric: true }),
  }[Math.floor((sort - 1) / 2)];
  if (!compare) return choices;
  const ascending = choices.toSorted(compare);
  return sort % 2 === 1 ? ascending : ascending.toReversed();
}
