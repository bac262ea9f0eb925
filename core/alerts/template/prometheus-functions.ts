import { isIP } from 'node:net';
import { expandCaptures } from '../../promql/index.ts';
import { parseDuration, searchRegex } from '../../shared/index.ts';
import type { TemplateFunction } from './functions.ts';
import { formatGeneral } from './format-float.ts';
import { printTime } from './go-print.ts';
import { humanize, humanize1024, humanizeDuration, humanizePercentage, unixMsOf } from './humanize.ts';
import { GoInt, GoTime, type GoValue, QuerySample, TemplateError, typeName } from './values.ts';

const onNumber = (format: (x: number) => string): TemplateFunction => ({
  parameters: ['any'],
  call: ([value]) => format(toFloat(value!)),
});

const onText = (change: (text: string) => string): TemplateFunction => ({
  parameters: ['string'],
  call: ([text]) => change(text as string),
});

/** The functions that Prometheus adds to Go's. */
export const prometheusFunctions: Record<string, TemplateFunction> = {
  query: { parameters: ['string'], call: ([expr], world) => world.query(expr as string) },
  first: {
    parameters: ['result'],
    call([result]) {
      const [sample] = result as readonly QuerySample[];
      if (sample === undefined) throw new TemplateError('first() called on vector with no elements');
      return sample;
    },
  },
  label: {
    parameters: ['string', 'sample'],
    call: ([name, sample]) => (sample as QuerySample).labels[name as string] ?? '',
  },
  value: { parameters: ['sample'], call: ([sample]) => (sample as QuerySample).value },
  strvalue: { parameters: ['sample'], call: ([sample]) => (sample as QuerySample).labels['__value__'] ?? '' },
  sortByLabel: {
    parameters: ['string', 'result'],
    call: ([name, result]) => {
      const key = (sample: QuerySample) => sample.labels[name as string] ?? '';
      return (result as readonly QuerySample[]).toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
    },
  },
  args: { parameters: [], rest: 'any', call: (args) => new Map(args.map((arg, i) => [`arg${i}`, arg])) },

  humanize: onNumber(humanize),
  humanize1024: onNumber(humanize1024),
  humanizeDuration: onNumber(humanizeDuration),
  humanizePercentage: onNumber(humanizePercentage),
  humanizeTimestamp: onNumber((x) => (Number.isFinite(x) ? printTime(unixMsOf(x)) : formatGeneral(x, 4))),
  toTime: { parameters: ['any'], call: ([value]) => toTime(toFloat(value!)) },
  now: { parameters: [], call: (_, { nowMs }) => nowMs / 1000 },
  parseDuration: {
    parameters: ['string'],
    call([text]) {
      const ms = parseDuration(text as string);
      if (ms === null) throw new TemplateError(`not a valid duration string: ${JSON.stringify(text)}`);
      return ms / 1000;
    },
  },

  title: onText(title),
  toUpper: onText((text) => text.toUpperCase()),
  toLower: onText((text) => text.toLowerCase()),
  stripPort: onText(stripPort),
  stripDomain: onText(stripDomain),
  safeHtml: onText((text) => text),
  urlQueryEscape: onText((text) => new URLSearchParams([['', text]]).toString().slice(1)),
  match: {
    parameters: ['string', 'string'],
    call: ([pattern, text]) => !searchRegex(pattern as string, text as string).next().done,
  },
  reReplaceAll: {
    parameters: ['string', 'string', 'string'],
    call: ([pattern, replacement, text]) => replaceAll(pattern as string, replacement as string, text as string),
  },

  externalURL: { parameters: [], call: (_, { externalUrl }) => externalUrl },
  pathPrefix: { parameters: [], call: (_, { externalUrl }) => pathOf(externalUrl) },
  graphLink: onText((expr) => graphLink(expr, 0)),
  tableLink: onText((expr) => graphLink(expr, 1)),
};

/** Whatever holds a number, as Prometheus's humanize takes it. */
function toFloat(value: GoValue): number {
  if (typeof value === 'number') return value;
  if (value instanceof GoInt) return value.value;
  if (typeof value !== 'string') throw new TemplateError(`can't convert ${typeName(value)} to float`);
  const text = value.replace(/^([-+]?)inf(inity)?$/i, '$1Infinity');
  const number = /^\s|\s$|^$/.test(text) ? NaN : Number(text);
  if (Number.isNaN(number) && !/^nan$/i.test(text)) {
    throw new TemplateError(`strconv.ParseFloat: parsing ${JSON.stringify(value)}: invalid syntax`);
  }
  return number;
}

function toTime(seconds: number): GoTime {
  if (!Number.isFinite(seconds)) throw new TemplateError('value is NaN or Inf');
  return new GoTime(unixMsOf(seconds));
}

/** The first letter of every word in capitals. A word goes on through letters, digits and underscores. */
function title(text: string): string {
  return text.replace(
    /(^|[^\p{L}\p{Nd}_])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

function stripPort(hostPort: string): string {
  return /^\[([^\]]*)\]:[^:]*$/.exec(hostPort)?.[1] ?? /^([^:]*):[^:]*$/.exec(hostPort)?.[1] ?? hostPort;
}

function stripDomain(hostPort: string): string {
  const host = stripPort(hostPort);
  const port = host === hostPort ? '' : hostPort.slice(hostPort.lastIndexOf(':'));
  if (isIP(host) !== 0) return hostPort;
  return host.split('.')[0]! + port;
}

function replaceAll(pattern: string, replacement: string, text: string): string {
  let result = '';
  let from = 0;
  for (const { start, end, groups, names } of searchRegex(pattern, text)) {
    result += text.slice(from, start) + expandCaptures(replacement, groups, names);
    from = end;
  }
  return result + text.slice(from);
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname.replace(/\/$/, '') : '';
}

const graphLink = (expr: string, tab: 0 | 1): string => {
  const query = new URLSearchParams({ 'g0.expr': expr, 'g0.tab': String(tab) });
  return `/graph?${query.toString()}`;
};
