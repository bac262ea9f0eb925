import { useMemo } from 'react';
import { Badge } from '../../controls/index.ts';
import { type FeatureVerdict, shortNumber } from './lab-result.ts';
import { spreadPaths, spreadSize } from './spread.ts';

export const mostShown = 50;

/** Features by p-value, smallest first. */
export const ranked = (features: readonly FeatureVerdict[]): (FeatureVerdict & { index: number })[] =>
  features.map((feature, index) => ({ ...feature, index })).sort((a, b) => a.pValue - b.pValue);

interface FeatureTableProps {
  features: readonly FeatureVerdict[];
  reference: readonly number[][];
  sample: readonly number[][];
}

/** Features by p-value, each with how it was spread and how it is now, and what either correction says of it. */
export function FeatureTable({ features, reference, sample }: FeatureTableProps) {
  const all = useMemo(() => ranked(features), [features]);
  const shown = all.slice(0, mostShown);
  const flagged = (by: 'bonferroni' | 'fdr') => features.filter((feature) => feature[by]).length;
  return (
    <>
      <p className="faint">
        Flagged of {features.length} features: {flagged('bonferroni')} by Bonferroni, {flagged('fdr')} by FDR.
      </p>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">
              <span className="swatch reference" /> reference, <span className="swatch sample" /> batch
            </th>
            <th scope="col" className="number">
              Distance
            </th>
            <th scope="col" className="number">
              p-value
            </th>
            <th scope="col">Bonferroni</th>
            <th scope="col">FDR</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, index, distance, pValue, isDrift, bonferroni, fdr }) => (
            <tr key={index}>
              <td>{name}</td>
              <td>
                <Spread reference={reference} sample={sample} index={index} />
              </td>
              <td className="number">{shortNumber(distance)}</td>
              <td className="number">{shortNumber(pValue)}</td>
              <td>{bonferroni ? 'flagged' : '–'}</td>
              <td>{fdr ? 'flagged' : '–'}</td>
              <td>
                <Badge tone={isDrift ? 'bad' : 'ok'}>{isDrift ? 'Drift' : 'No drift'}</Badge>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {all.length > shown.length && (
        <p className="faint">
          The {mostShown} smallest p-values of {all.length}; all are in the JSON.
        </p>
      )}
    </>
  );
}

interface SpreadProps extends Omit<FeatureTableProps, 'features'> {
  index: number;
}

function Spread({ reference, sample, index }: SpreadProps) {
  const paths = useMemo(() => spreadPaths(reference, sample, index), [reference, sample, index]);
  return (
    <svg {...spreadSize} aria-hidden="true" className="spread">
      <path className="reference" d={paths.reference} />
      <path className="sample" d={paths.sample} />
    </svg>
  );
}
