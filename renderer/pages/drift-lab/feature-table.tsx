import { useMemo } from 'react';
import { Badge } from '../../controls/index.ts';
import { pairedHistogram } from './histogram.ts';
import { type FeatureVerdict, shortNumber } from './lab-result.ts';

const mostShown = 50;
const [widthPx, heightPx] = [160, 32];

interface FeatureTableProps {
  features: readonly FeatureVerdict[];
  reference: readonly number[][];
  sample: readonly number[][];
}

/** Features by p-value, smallest first, each with how it was spread and how it is now. */
export function FeatureTable({ features, reference, sample }: FeatureTableProps) {
  const ranked = useMemo(
    () => features.map((feature, index) => ({ ...feature, index })).sort((a, b) => a.pValue - b.pValue),
    [features],
  );
  const shown = ranked.slice(0, mostShown);
  return (
    <>
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
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, index, distance, pValue, isDrift }) => (
            <tr key={index}>
              <td>{name}</td>
              <td>
                <Spread reference={reference} sample={sample} index={index} />
              </td>
              <td className="number">{shortNumber(distance)}</td>
              <td className="number">{shortNumber(pValue)}</td>
              <td>
                <Badge tone={isDrift ? 'bad' : 'ok'}>{isDrift ? 'Drift' : 'No drift'}</Badge>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {ranked.length > shown.length && (
        <p className="faint">
          The {mostShown} smallest p-values of {ranked.length}; all are in the JSON.
        </p>
      )}
    </>
  );
}

function Spread({
  reference,
  sample,
  index,
}: {
  reference: readonly number[][];
  sample: readonly number[][];
  index: number;
}) {
  const bars = useMemo(
    () =>
      pairedHistogram(
        reference.map((row) => row[index]!),
        sample.map((row) => row[index]!),
      ),
    [reference, sample, index],
  );
  const most = Math.max(...bars.reference, ...bars.sample);
  const step = widthPx / bars.reference.length;
  const bar = (share: number, i: number, side: 0 | 1) => {
    const height = (share / most) * heightPx;
    return `M${(i * step + (side * step) / 2).toFixed(1)} ${heightPx}v${(-height).toFixed(1)}h${(step / 2).toFixed(1)}v${height.toFixed(1)}Z`;
  };
  return (
    <svg width={widthPx} height={heightPx} aria-hidden="true" className="spread">
      <path className="reference" d={bars.reference.map((share, i) => bar(share, i, 0)).join('')} />
      <path className="sample" d={bars.sample.map((share, i) => bar(share, i, 1)).join('')} />
    </svg>
  );
}
