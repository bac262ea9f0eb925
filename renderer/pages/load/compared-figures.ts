import type { LoadTotals } from '../../../core/shared/index.ts';
import { formatValue } from '../../format/index.ts';
import { percent } from './plan-words.ts';

export interface ComparedFigure {
  name: string;
  texts: [string, string];
  /** From the first to the second, e.g. `+12 %`; empty where that means nothing. */
  change: string;
  /** Whether that is better or worse; null where it is neither, or small. */
  tone: 'good' | 'bad' | null;
}

interface Figure {
  name: string;
  of(totals: LoadTotals): number | null;
  text(value: number): string;
  better: 'more' | 'less' | null;
}

const ms = (value: number) => formatValue(value, 'ms', value < 100 || value >= 1000 ? 2 : 0);
const count = (value: number) => formatValue(value, 'none', 0);
const latency = (name: 'p50' | 'p90' | 'p95' | 'p99' | 'max' | 'mean'): Figure => ({
  name,
  of: ({ latencyMs, requests }) => (requests === 0 || latencyMs.max === 0 ? null : latencyMs[name]),
  text: ms,
  better: 'less',
});

const figures: Figure[] = [
  { name: 'Requests', of: ({ requests }) => requests, text: count, better: null },
  {
    name: 'Per second',
    of: (totals) => totals.requestsPerSecond,
    text: (value) => formatValue(value, 'none', 1),
    better: 'more',
  },
  {
    name: 'Errors',
    of: ({ requests, errors }) => (requests === 0 ? null : errors / requests),
    text: percent,
    better: 'less',
  },
  { name: 'Dropped', of: ({ dropped }) => dropped, text: count, better: 'less' },
  ...(['mean', 'p50', 'p90', 'p95', 'p99', 'max'] as const).map(latency),
];

/** Less than this share is no difference worth a colour: the same run twice differs as much. */
const SMALL = 0.05;

export const comparedFigures = (first: LoadTotals, second: LoadTotals): ComparedFigure[] =>
  figures.map(({ name, of, text, better }) => {
    const values = [of(first), of(second)] as const;
    const texts = values.map((value) => (value === null ? '–' : text(value))) as [string, string];
    const [before, after] = values;
    if (before === null || after === null || before === 0) return { name, texts, change: '', tone: null };
    const share = after / before - 1;
    const change = `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(share > 9.99 ? 0 : 1)} %`;
    const isBetter = better === 'more' ? share > 0 : share < 0;
    return { name, texts, change, tone: better === null || Math.abs(share) < SMALL ? null : isBetter ? 'good' : 'bad' };
  });
