import { formatDuration, type Panel } from '../../core/shared/index.ts';
import { Button, useToast } from '../controls/index.ts';
import { rangeText } from '../format/index.ts';
import type { QueryPlan } from './query-plan.ts';

/** The queries of a panel as they are sent, with the step and the range. */
export function QueryDetails({ panel, plan }: { panel: Panel; plan: QueryPlan | null }) {
  const say = useToast();
  if (!plan || plan.queries.length === 0) return <p>This panel asks nothing.</p>;
  const copy = (expr: string) =>
    navigator.clipboard.writeText(expr).then(
      () => say('Query copied'),
      () => say('The browser did not let the page write to the clipboard.', 'bad'),
    );
  return (
    <div className="query-details">
      <p className="faint">
        {rangeText(plan.fromMs, plan.toMs)}, step {formatDuration(plan.grid.stepMs)}, {plan.grid.length} points a series
      </p>
      {plan.queries.map(({ refId, expr, legendFormat, kind }) => (
        <section key={refId}>
          <h3>
            {refId} {legendFormat && <span className="faint">{legendFormat}</span>}
            {kind === 'instant' && <span className="faint"> at the end of the range</span>}
          </h3>
          <pre>{expr}</pre>
          <Button icon="copy" look="quiet" onClick={() => void copy(expr)}>
            Copy
          </Button>
        </section>
      ))}
      {panel.description && <p>{panel.description}</p>}
    </div>
  );
}
