import { type FormEvent, useState } from 'react';
import { reasonOf } from '../../../core/shared/index.ts';
import { Button, ErrorNote, Link, Segmented } from '../../controls/index.ts';
import { PageHeader } from '../../frame/index.ts';
import { Card } from '../card.tsx';
import { detectorsOf, type LabMode } from './lab-detectors.ts';
import { LabReport } from './lab-report.tsx';
import { isPictures, type PictureView, type Source, tableOf } from './lab-source.ts';
import { SourceField } from './source-field.tsx';
import { useLabRun } from './use-lab-run.ts';

const modes = [
  { value: 'batch', text: 'A batch' },
  { value: 'stream', text: 'A stream' },
] as const;
const views = [
  { value: 'features', text: 'Features' },
  { value: 'probabilities', text: 'Class probabilities' },
] as const;

const usualOptions = (mode: LabMode, name: string) =>
  JSON.stringify(detectorsOf(mode).find((each) => each.name === name)?.options ?? {});

/** Any test on any two sources of rows: did the batch come from where the reference did, or the stream, row by row? */
export function DriftLabPage() {
  const [mode, setMode] = useState<LabMode>('batch');
  const [reference, setReference] = useState<Source | null>(null);
  const [sample, setSample] = useState<Source | null>(null);
  const [view, setView] = useState<PictureView>('features');
  const [detector, setDetector] = useState('mmd');
  const [options, setOptions] = useState(usualOptions('batch', 'mmd'));
  const lab = useLabRun();
  const read = readOptions(options);
  const choose = (nextMode: LabMode, name: string) => {
    setMode(nextMode);
    setDetector(name);
    setOptions(usualOptions(nextMode, name));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!reference || !sample || !read.options) return;
    const tables = { reference: tableOf(reference, view), sample: tableOf(sample, view) };
    const names = { referenceName: reference.name, sampleName: sample.name };
    const pictures = isPictures(reference) || isPictures(sample) ? view : null;
    void lab.run({ mode, detector, options: read.options, ...names, pictures }, tables);
  };
  return (
    <>
      <PageHeader title="Drift lab" note="Any test on your own data">
        <Link href="/drift" className="button plain">
          Live drift
        </Link>
      </PageHeader>
      <div className="page-body drift-lab">
        <Card
          title="Compare with a reference"
          className="lab-form"
          actions={
            <Segmented
              label="What is compared"
              value={mode}
              options={modes}
              onChange={(next) => choose(next, detectorsOf(next)[0]!.name)}
            />
          }
        >
          <form onSubmit={submit} noValidate>
            <SourceField label="Reference" source={reference} view={view} onRead={setReference} />
            <SourceField
              label={mode === 'batch' ? 'New batch' : 'Stream'}
              source={sample}
              view={view}
              onRead={setSample}
            />
            {(isPictures(reference) || isPictures(sample)) && (
              <div className="picture-view">
                <span>Pictures are compared by</span>
                <Segmented label="Pictures are compared by" value={view} options={views} onChange={setView} />
              </div>
            )}
            <div>
              <label className="field">
                Test
                <select className="select" value={detector} onChange={({ target }) => choose(mode, target.value)}>
                  {detectorsOf(mode).map(({ name, title }) => (
                    <option key={name} value={name}>
                      {title}
                    </option>
                  ))}
                </select>
              </label>
              <p className="hint">{detectorsOf(mode).find(({ name }) => name === detector)?.about}</p>
            </div>
            <div>
              <label className="field">
                Options, as JSON
                <input
                  value={options}
                  spellCheck={false}
                  autoComplete="off"
                  aria-invalid={read.fault !== null || undefined}
                  onChange={({ target }) => setOptions(target.value)}
                />
              </label>
              <p className={read.fault === null ? 'hint' : 'hint bad'}>
                {read.fault ?? "By the reference library's parameter names; what is left out has its default."}
              </p>
            </div>
            <div className="actions">
              <Button
                type="submit"
                look="primary"
                icon="play"
                busy={lab.isRunning}
                disabled={!reference || !sample || !read.options}
              >
                Run the test
              </Button>
              {lab.isRunning && (
                <>
                  <progress aria-label="The test" value={lab.share} />
                  <Button onClick={lab.stop}>Stop</Button>
                </>
              )}
            </div>
          </form>
          {lab.fault !== null && <ErrorNote title="The test could not run" message={lab.fault} />}
        </Card>
        {lab.finished && <LabReport {...lab.finished} />}
      </div>
    </>
  );
}

function readOptions(text: string): { options: Record<string, unknown> | null; fault: string | null } {
  try {
    const options: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    if (typeof options === 'object' && options !== null && !Array.isArray(options))
      return { options: options as Record<string, unknown>, fault: null };
    return { options: null, fault: 'Write an object, such as {"p_val": 0.05}.' };
  } catch (error) {
    return { options: null, fault: `Not JSON: ${reasonOf(error)}` };
  }
}
