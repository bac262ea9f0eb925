import type { DriftSample } from '../../../core/shared/index.ts';
import { Badge, Button } from '../../controls/index.ts';
import { formatDateTime } from '../../format/index.ts';
import { Card } from '../card.tsx';
import { saveText } from '../save-text.ts';
import { DriftScatter, ScatterKey, scaleFor, statisticText } from '../scatter/index.ts';
import { FeatureTable } from './feature-table.tsx';
import { toHtmlReport } from './html-report.ts';
import { featureVerdicts, isDrift, levelOf, plainFields, streamFacts } from './lab-result.ts';
import { streamSamples } from './stream-samples.ts';
import type { Finished } from './use-lab-run.ts';

/** What a test said: the verdict, its numbers, feature by feature or row by row, and all of it to take away. */
export function LabReport(finished: Finished) {
  const { run, reference, sample } = finished;
  const names = reference.names ?? sample.names;
  const { result } = run;
  const features = Array.isArray(result) ? null : featureVerdicts(result, names, levelOf(run));
  const drifted = isDrift(result);
  const fileName = `drift-${run.detector}-${formatDateTime(run.atMs, 'YYYY-MM-DD-HHmmss')}`;
  return (
    <Card
      title="Result"
      note={`${run.detector}: ${run.sampleRows} rows against ${run.referenceRows}`}
      className="lab-report"
      actions={
        <>
          <Button onClick={() => saveText(`${fileName}.json`, 'application/json', JSON.stringify(run, null, 2))}>
            Save JSON
          </Button>
          <Button onClick={() => saveText(`${fileName}.html`, 'text/html', toHtmlReport(finished))}>Save report</Button>
        </>
      }
    >
      <p className="lab-verdict" aria-live="polite">
        <Badge tone={drifted ? 'bad' : 'ok'}>{drifted ? 'Drift' : 'No drift'}</Badge>
      </p>
      <dl className="facts">
        {(Array.isArray(result) ? streamFacts(result) : plainFields(result)).map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {Array.isArray(result) && (
        <>
          <ScatterKey />
          <DriftScatter
            samples={streamSamples(result, names)}
            axis="samples"
            scale={scaleFor(run.detector)}
            note={rowNote}
          />
        </>
      )}
      {features && <FeatureTable features={features} reference={reference.rows} sample={sample.rows} />}
      <details>
        <summary>Result as JSON</summary>
        <pre>{JSON.stringify(result, null, 2)}</pre>
      </details>
    </Card>
  );
}

/** What is known of one row of a stream. */
const rowNote = ({ sample, statistic, threshold, feature }: DriftSample) => (
  <dl>
    <dt>Row</dt>
    <dd>{sample}</dd>
    <dt>Statistic</dt>
    <dd>
      {statisticText(statistic)}
      {feature !== null && `, of ${feature}`}
    </dd>
    <dt>Threshold</dt>
    <dd>{statisticText(threshold)}</dd>
  </dl>
);
