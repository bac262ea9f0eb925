import { Badge, Button } from '../../controls/index.ts';
import { formatDateTime } from '../../format/index.ts';
import { Card } from '../card.tsx';
import { FeatureTable } from './feature-table.tsx';
import { featureVerdicts, isDrift, type LabRun, plainFields, toHtmlReport } from './lab-result.ts';
import type { NamedTable } from './table-field.tsx';

interface LabReportProps {
  run: LabRun;
  reference: NamedTable;
  sample: NamedTable;
}

/** What a test said: the verdict, its numbers, feature by feature where it looks at them, and both to take away. */
export function LabReport({ run, reference, sample }: LabReportProps) {
  const features = featureVerdicts(run.result, reference.names ?? sample.names);
  const drifted = isDrift(run.result);
  const fileName = `drift-${run.detector}-${formatDateTime(run.atMs, 'YYYY-MM-DD-HHmmss')}`;
  return (
    <Card
      title="Result"
      note={`${run.detector}: ${run.sampleRows} rows against ${run.referenceRows}`}
      className="lab-report"
      actions={
        <>
          <Button onClick={() => save(`${fileName}.json`, 'application/json', JSON.stringify(run, null, 2))}>
            Save JSON
          </Button>
          <Button onClick={() => save(`${fileName}.html`, 'text/html', toHtmlReport(run, features))}>
            Save report
          </Button>
        </>
      }
    >
      <p className="lab-verdict" aria-live="polite">
        <Badge tone={drifted ? 'bad' : 'ok'}>{drifted ? 'Drift' : 'No drift'}</Badge>
      </p>
      <dl className="facts">
        {plainFields(run.result).map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {features && <FeatureTable features={features} reference={reference.rows} sample={sample.rows} />}
      <details>
        <summary>Result as JSON</summary>
        <pre>{JSON.stringify(run.result, null, 2)}</pre>
      </details>
    </Card>
  );
}

/** Hands a text to the browser as a download. */
function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the data by the next turn of the loop; slow disks get a minute.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
