import type { LoadTotals } from '../../../core/shared/index.ts';
import { formatValue } from '../../format/index.ts';
import { errorKinds } from './run-words.ts';

const latency = (ms: number, maxMs: number) => (maxMs === 0 ? '–' : formatValue(ms, 'ms', ms < 100 ? 1 : 0));

/** What a run measured, as the clients saw it. */
export function RunFigures({ totals }: { totals: LoadTotals }) {
  const { requests, errors, requestsPerSecond, latencyMs, late, dropped } = totals;
  const kinds = errorKinds(totals);
  return (
    <dl className="figures">
      <Figure
        name="Requests"
        value={formatValue(requests, 'none', 0)}
        note={[dropped > 0 ? `${dropped} dropped` : [], late > 0 ? `${late} late` : []].flat().join(', ')}
      />
      <Figure name="Per second" value={formatValue(requestsPerSecond, 'none', 1)} />
      <Figure name="p50" value={latency(latencyMs.p50, latencyMs.max)} />
      <Figure name="p95" value={latency(latencyMs.p95, latencyMs.max)} />
      <Figure name="p99" value={latency(latencyMs.p99, latencyMs.max)} />
      <Figure
        name="Errors"
        value={formatValue(errors, 'none', 0)}
        isBad={errors > 0}
        note={kinds.map(({ text }) => text).join(', ')}
      />
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: string;
  note?: string;
  isBad?: boolean;
}

function Figure({ name, value, note, isBad = false }: FigureProps) {
  return (
    <div className={isBad ? 'bad' : undefined}>
      <dt>{name}</dt>
      <dd>{value}</dd>
      {note && <dd className="note">{note}</dd>}
    </div>
  );
}
