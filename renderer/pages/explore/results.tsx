import { Button, EmptyState } from '../../controls/index.ts';
import type { ExploreTab } from './explore-address.ts';
import { RangeGraph } from './range-graph.tsx';
import type { Outcome } from './use-outcomes.ts';
import { type LabelLayout, ValueTable } from './value-table.tsx';

interface ResultsProps {
  tab: ExploreTab;
  layout: LabelLayout;
  outcomes: readonly Outcome[];
  /** Runs one of the examples. */
  onTry(expr: string): void;
  onTab(tab: ExploreTab): void;
}

const examples = [
  { expr: 'up', text: 'Which targets answer' },
  { expr: 'sum by (status) (rate(http_requests_total[1m]))', text: 'Requests per second, by status' },
  {
    expr: 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_fine_seconds_bucket[5m])))',
    text: '95th percentile latency',
  },
  { expr: 'topk(5, count by (__name__) ({__name__!=""}))', text: 'The metrics with the most series' },
];

/** What the queries gave, as a graph or as a table; or what to do when that is nothing. */
export function Results({ tab, layout, outcomes, onTry, onTab }: ResultsProps) {
  if (outcomes.length === 0) return <Examples onTry={onTry} />;
  const answered = outcomes.filter(({ evaluation, error }) => evaluation !== undefined && error === null);
  if (answered.length === 0) return <Unanswered outcomes={outcomes} onTab={onTab} />;
  if (answered.every(isEmpty)) {
    return (
      <EmptyState title="No data">
        {tab === 'graph'
          ? 'Nothing in the store matches in this range of time. Check the labels, or choose a longer range.'
          : 'Nothing in the store matches at the end of this range of time. Check the labels, or choose another range.'}
      </EmptyState>
    );
  }
  if (tab === 'graph') return <RangeGraph outcomes={answered} />;
  return answered.map((outcome) => (
    <ValueTable key={outcome.letter} outcome={outcome} layout={layout} isAlone={answered.length === 1} />
  ));
}

function isEmpty({ evaluation }: Outcome): boolean {
  const value = evaluation!.value;
  if (value.kind === 'vector') return value.samples.length === 0;
  return value.kind === 'matrix' && value.series.length === 0;
}

function Unanswered({ outcomes, onTab }: Pick<ResultsProps, 'outcomes' | 'onTab'>) {
  if (outcomes.some(({ isFetching }) => isFetching)) return <p className="results-note muted">Asking the store…</p>;
  const hasNoGraph = outcomes.some(({ error }) => error?.message.includes('invalid expression type'));
  if (!hasNoGraph) return <p className="results-note muted">No result: see what is said below the query.</p>;
  return (
    <EmptyState title="This has no graph" actions={<Button onClick={() => onTab('table')}>Show the table</Button>}>
      A graph needs one number for each moment. The table shows everything else.
    </EmptyState>
  );
}

function Examples({ onTry }: Pick<ResultsProps, 'onTry'>) {
  return (
    <EmptyState icon="explore" title="Write a query, or begin with one of these">
      <span className="examples">
        {examples.map(({ expr, text }) => (
          <button key={expr} type="button" onClick={() => onTry(expr)}>
            <span>{text}</span>
            <code>{expr}</code>
          </button>
        ))}
      </span>
    </EmptyState>
  );
}
