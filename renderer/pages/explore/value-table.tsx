import { memo, useMemo, useState } from 'react';
import { type Labels, METRIC_NAME } from '../../../core/shared/index.ts';
import { Button } from '../../controls/index.ts';
import { formatDateTime, formatValue } from '../../format/index.ts';
import { seriesParts } from './series-text.ts';
import { areSame, type Outcome } from './use-outcomes.ts';
import { labelColumns, ordered, type ValueOrder, type ValueRow, valueRows } from './value-rows.ts';

const shownAtFirst = 250;
export type LabelLayout = 'text' | 'columns';

const nextOrder: Record<ValueOrder, ValueOrder> = { given: 'most', most: 'least', least: 'given' };
const orderWords: Record<ValueOrder, { text: string; aria: 'none' | 'ascending' | 'descending' }> = {
  given: { text: '', aria: 'none' },
  most: { text: ' ↓', aria: 'descending' },
  least: { text: ' ↑', aria: 'ascending' },
};

interface ValueTableProps {
  outcome: Outcome;
  /** Whether it is the only table. */
  isAlone: boolean;
  layout: LabelLayout;
}

/** The values of one query: a row a series. Drawn anew only when there is a new answer. */
export const ValueTable = memo(
  Values,
  (a, b) => a.isAlone === b.isAlone && a.layout === b.layout && areSame([a.outcome], [b.outcome]),
);

function Values({ outcome, isAlone, layout }: ValueTableProps) {
  const [order, setOrder] = useState<ValueOrder>('given');
  const [showsAll, setShowsAll] = useState(false);
  const { value } = outcome.evaluation!;
  const rows = useMemo(() => ordered(valueRows(value), order), [value, order]);
  const columns = useMemo(() => (layout === 'columns' ? labelColumns(rows) : []), [rows, layout]);
  const shown = showsAll ? rows : rows.slice(0, shownAtFirst);
  const hasLabels = value.kind === 'vector' || value.kind === 'matrix';
  return (
    <section className={`value-table as-${layout}`} aria-label={`Values of query ${outcome.letter}`}>
      {!isAlone && (
        <h3>
          {outcome.letter} <code>{outcome.expr}</code>
        </h3>
      )}
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              {columns.length === 0 && <th scope="col">{hasLabels ? 'Series' : 'Type'}</th>}
              {columns.map((name) => (
                <th key={name} scope="col">
                  {name === METRIC_NAME ? 'Metric' : name}
                </th>
              ))}
              <th scope="col" className="number" aria-sort={orderWords[order].aria}>
                <button type="button" className="sort" onClick={() => setOrder(nextOrder[order])}>
                  {value.kind === 'matrix' ? 'Values' : 'Value'}
                  {orderWords[order].text}
                </button>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={JSON.stringify(row.labels)}>
                {columns.length === 0 && <td>{hasLabels ? <SeriesName labels={row.labels} /> : value.kind}</td>}
                {columns.map((name) => (
                  <td key={name}>{row.labels[name] ?? ''}</td>
                ))}
                <td className="number">
                  <Samples row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < rows.length && (
        <Button look="quiet" onClick={() => setShowsAll(true)}>
          Show all {formatValue(rows.length, 'none', 0)} rows
        </Button>
      )}
    </section>
  );
}

/** A series as PromQL writes it, its parts told apart. */
function SeriesName({ labels }: { labels: Labels }) {
  const parts = seriesParts(labels);
  if (parts.metric === '' && parts.labels.length === 0) return <span className="faint">no labels</span>;
  return (
    <code className="series-name">
      <span className="series-metric">{parts.metric}</span>
      {parts.labels.length > 0 && '{'}
      {parts.labels.map(({ name, value }, i) => (
        <span key={name}>
          <span className="series-label">{name}</span>=<span className="series-value">{JSON.stringify(value)}</span>
          {i < parts.labels.length - 1 && ', '}
        </span>
      ))}
      {parts.labels.length > 0 && '}'}
    </code>
  );
}

function Samples({ row: { samples } }: { row: ValueRow }) {
  if (samples.length === 1 && samples[0]!.timestampMs === null) return <code>{samples[0]!.text}</code>;
  return (
    <ul className="samples">
      {samples.map(({ timestampMs, text }) => (
        <li key={timestampMs}>
          <code>{text}</code> <span className="faint">{formatDateTime(timestampMs ?? 0, 'HH:mm:ss.SSS')}</span>
        </li>
      ))}
    </ul>
  );
}
