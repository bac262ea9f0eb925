import { type FormEvent, useState } from 'react';
import { reasonOf } from '../../../core/shared/index.ts';
import { useChange } from '../../api/index.ts';
import { Button, ErrorNote, Link } from '../../controls/index.ts';
import { PageHeader } from '../../frame/index.ts';
import { Card } from '../card.tsx';
import { labDetectors } from './lab-detectors.ts';
import { LabReport } from './lab-report.tsx';
import type { LabRun } from './lab-result.ts';
import { type NamedTable, TableField } from './table-field.tsx';

interface Finished {
  run: LabRun;
  reference: NamedTable;
  sample: NamedTable;
}

const optionsText = (name: string) => JSON.stringify(labDetectors.find((each) => each.name === name)?.options ?? {});

/** Any test on any two files of rows: did the batch come from where the reference did? */
export function DriftLabPage() {
  const [reference, setReference] = useState<NamedTable | null>(null);
  const [sample, setSample] = useState<NamedTable | null>(null);
  const [detector, setDetector] = useState('mmd');
  const [options, setOptions] = useState(optionsText('mmd'));
  const [finished, setFinished] = useState<Finished | null>(null);
  const test = useChange('driftTest');
  const read = readOptions(options);
  const choose = (name: string) => {
    setDetector(name);
    setOptions(optionsText(name));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!reference || !sample || !read.options) return;
    const request = { detector, reference: reference.rows, sample: sample.rows, options: read.options };
    const asked = {
      detector,
      referenceName: reference.fileName,
      sampleName: sample.fileName,
      referenceRows: reference.rows.length,
      sampleRows: sample.rows.length,
      options: read.options,
    };
    setFinished(null);
    test.mutate(request, {
      onSuccess: (result) => setFinished({ run: { ...asked, atMs: Date.now(), result }, reference, sample }),
    });
  };
  return (
    <>
      <PageHeader title="Drift lab" note="Any test on your own data">
        <Link href="/drift" className="button plain">
          Live drift
        </Link>
      </PageHeader>
      <div className="page-body drift-lab">
        <Card title="Compare a batch with a reference" className="lab-form">
          <form onSubmit={submit} noValidate>
            <TableField label="Reference" table={reference} onRead={setReference} />
            <TableField label="New batch" table={sample} onRead={setSample} />
            <div>
              <label className="field">
                Test
                <select className="select" value={detector} onChange={({ target }) => choose(target.value)}>
                  {labDetectors.map(({ name, title }) => (
                    <option key={name} value={name}>
                      {title}
                    </option>
                  ))}
                </select>
              </label>
              <p className="hint">{labDetectors.find(({ name }) => name === detector)?.about}</p>
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
                busy={test.isPending}
                disabled={!reference || !sample || !read.options}
              >
                Run the test
              </Button>
            </div>
          </form>
          {test.error && <ErrorNote title="The test could not run" message={test.error.message} />}
        </Card>
        {finished && <LabReport {...finished} />}
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
