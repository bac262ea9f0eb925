import { type DragEvent, useId, useRef, useState } from 'react';
import { findJsonFault, jsonFaultText } from '../../../core/shared/index.ts';
import { Button, Dialog, useToast } from '../../controls/index.ts';
import { ImportPreview } from './import-preview.tsx';

/** Takes in a dashboard that is pasted, chosen as a file or dropped; says what will come of it before it is kept. */
export function ImportDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  return (
    <Dialog title="Import a dashboard" open={open} onClose={onClose} wide>
      <ImportForm onDone={onClose} />
    </Dialog>
  );
}

const mostBytes = 8_000_000;

function ImportForm({ onDone }: { onDone(): void }) {
  const id = useId();
  const say = useToast();
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const fault = text.trim() === '' ? null : findJsonFault(text);

  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > mostBytes) say(`${file.name} is larger than ${mostBytes / 1e6} MB: that is no dashboard.`, 'bad');
    else setText(await file.text());
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  const showFault = () => {
    if (!fault) return;
    const lines = text.split('\n');
    const at = lines.slice(0, fault.line - 1).join('\n').length + (fault.line > 1 ? 1 : 0) + fault.column - 1;
    area.current?.focus();
    area.current?.setSelectionRange(at, at + 1);
  };

  return (
    <div className="dashboard-form" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <label className="field">
        JSON of a Grafana dashboard: paste it, or drop a file here
        <textarea
          ref={area}
          className="json-area"
          rows={12}
          spellCheck={false}
          value={text}
          aria-describedby={id}
          aria-invalid={fault !== null || undefined}
          placeholder='{ "title": "…", "panels": [ … ] }'
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <div className="import-source">
        <input
          ref={picker}
          type="file"
          hidden
          aria-label="File"
          accept=".json,application/json"
          onChange={({ target }) => void take(target.files?.[0])}
        />
        <Button icon="upload" onClick={() => picker.current?.click()}>
          Choose a file
        </Button>
        <p id={id} className={fault ? 'hint bad' : 'hint'} role={fault ? 'alert' : undefined}>
          {fault
            ? `This is not JSON: ${jsonFaultText(fault)}.`
            : 'Classic, shared and V2 dashboards of any Grafana since version 7.'}
        </p>
        {fault && (
          <Button look="quiet" onClick={showFault}>
            Show the place
          </Button>
        )}
      </div>
      {fault === null && text.trim() !== '' && <ImportPreview key={text} text={text} onDone={onDone} />}
    </div>
  );
}
