import type { Prediction } from '../../../core/shared/index.ts';
import { formatValue } from '../../format/index.ts';
import { ageText, useNow } from '../../session/index.ts';
import { Card } from '../card.tsx';
import { ShareBar } from '../share-bar.tsx';
import { Thumbnail } from './thumbnail.tsx';

/** Below this the model is unsure; the tutorial's alert on mean confidence has its threshold near it. */
const unsureBelow = 0.7;

/** The newest answers of the model with the picture each was about. */
export function LastPredictions({ predictions }: { predictions: readonly Prediction[] }) {
  const nowMs = useNow();
  return (
    <Card title="Last predictions" className="last-predictions">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Picture</span>
            </th>
            <th scope="col">Class</th>
            <th scope="col">Confidence</th>
            <th scope="col" className="number">
              Latency
            </th>
            <th scope="col" className="number">
              Age
            </th>
          </tr>
        </thead>
        <tbody>
          {predictions.map(({ id, label, confidence, latencyMs, timeMs }) => (
            <tr key={id}>
              <td className="picture">
                <Thumbnail id={id} />
              </td>
              <td>{label}</td>
              <td>
                <span className="confidence">
                  <ShareBar share={confidence} tone={confidence < unsureBelow ? 'warn' : 'accent'} />
                  {formatValue(confidence, 'percentunit', 1)}
                </span>
              </td>
              <td className="number">{formatValue(latencyMs, 'ms', latencyMs < 100 ? 1 : 0)}</td>
              <td className="number muted" title={new Date(timeMs).toLocaleString()}>
                {ageText(timeMs, nowMs)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
