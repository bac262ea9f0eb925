import { dateTime } from './date-time.ts';
import { formatted, joined, type ValueFormat } from './formatted.ts';
import { count, currency, fixed, isSiPrefix, si } from './scaled.ts';
import { units } from './units.ts';

const grouped = (symbol: string, after: boolean): ValueFormat => {
  return (value, decimals) => {
    const text = value.toLocaleString('en-US', {
      minimumFractionDigits: decimals ?? 0,
      maximumFractionDigits: decimals ?? 1,
    });
    return after ? formatted(text, symbol) : formatted(text, '', symbol);
  };
};

/** Units that carry their own text: `suffix:req`, `prefix:$`, `count:req`, `si:mF`, `currency:€`, `time:…`, `bool:a/b`. */
const custom: Record<string, (spec: string) => ValueFormat> = {
  prefix: (text) => fixed('', text),
  suffix: (text) => fixed(text === '' ? '' : ` ${text}`),
  time: (pattern) => dateTime(pattern),
  si: (text) => (isSiPrefix(text.charAt(0)) ? si(text.slice(1), text.charAt(0)) : si(text)),
  count,
  currency: (text) => {
    const [kind, symbol = '', side] = text.split(':');
    return kind === 'financial' && text.includes(':') ? grouped(symbol, side === 'suffix') : currency(text);
  },
  bool: (text) => {
    const [yes = '', no = '-'] = text.split('/', 2);
    return (value) => formatted(value ? yes : no);
  },
};

const made = new Map<string, ValueFormat>();

/** The formatter of a Grafana unit id. An id nobody knows is taken as the text to put after the number. */
export function valueFormat(unit: string | undefined): ValueFormat {
  const id = unit ?? '';
  const known = units.get(id) ?? made.get(id);
  if (known) return known;
  const colon = id.indexOf(':');
  const make = colon > 0 ? custom[id.slice(0, colon)] : undefined;
  const format = make ? make(id.slice(colon + 1)) : fixed(id === '' ? '' : ` ${id}`);
  made.set(id, format);
  return format;
}

/** One value as text in a Grafana unit; `decimals` absent means automatic, null values are shown as empty text. */
export const formatValue = (value: number | null, unit?: string, decimals?: number | null): string =>
  value === null ? '' : joined(valueFormat(unit)(value, decimals));
