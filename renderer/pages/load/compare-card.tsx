import type { LoadRun } from '../../../core/shared/index.ts';
import { Link } from '../../controls/index.ts';
import { momentText } from '../../format/index.ts';
import { Card } from '../card.tsx';
import { comparedFigures } from './compared-figures.ts';
import { PercentileCurves } from './percentile-curves.tsx';

const colors = ['var(--series-3)', 'var(--series-4)'] as const;

/** Two runs side by side: their figures, and their latency at every percentile. */
export function CompareCard({ runs }: { runs: readonly [LoadRun, LoadRun] }) {
  const curves = runs.flatMap(({ totals }, index) =>
    totals.latencyCurveMs.length > 0 ? [{ color: colors[index]!, curveMs: totals.latencyCurveMs }] : [],
  );
  return (
    <Card title="Two runs compared" className="compare" actions={<Link href="/load">Close</Link>}>
      <div className="compare-body">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Figure</th>
              {runs.map(({ id, plan, startedAtMs }, index) => (
                <th key={id} scope="col" className="number">
                  <span className="swatch" style={{ background: colors[index] }} /> {plan.title}
                  <span className="faint">{momentText(startedAtMs)}</span>
                </th>
              ))}
              <th scope="col" className="number">
                Change
              </th>
            </tr>
          </thead>
          <tbody>
            {comparedFigures(runs[0].totals, runs[1].totals).map(({ name, texts, change, tone }) => (
              <tr key={name}>
                <td>{name}</td>
                <td className="number">{texts[0]}</td>
                <td className="number">{texts[1]}</td>
                <td className={tone === null ? 'number' : `number ${tone}-text`}>{change}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {curves.length > 0 ? (
          <figure aria-label="Latency by percentile">
            <figcaption className="muted">Latency by percentile, as the clients saw it</figcaption>
            <PercentileCurves curves={curves} />
          </figure>
        ) : (
          <p className="muted">Neither run has kept a latency curve.</p>
        )}
      </div>
      {curves.length === 1 && (
        <p className="faint">The other run has no latency curve: nothing was measured, or an earlier version ran it.</p>
      )}
    </Card>
  );
}
