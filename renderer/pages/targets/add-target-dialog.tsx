import { type FormEvent, useId, useState } from 'react';
import { formatDuration } from '../../../core/shared/index.ts';
import { useChange } from '../../api/index.ts';
import { Button, Dialog, ErrorNote, useToast } from '../../controls/index.ts';
import { metricsUrl } from './jobs.ts';

const intervalsMs = [1_000, 5_000, 15_000, 30_000, 60_000, 300_000];
const usualIntervalMs = 15_000;

/** Asks for the address of metrics, and has it scraped from then on. */
export function AddTargetDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  return (
    <Dialog title="Add a target" open={open} onClose={onClose}>
      <AddTargetForm onAdded={onClose} />
    </Dialog>
  );
}

function AddTargetForm({ onAdded }: { onAdded(): void }) {
  const id = useId();
  const say = useToast();
  const add = useChange('addTarget', ['targets']);
  const [typed, setTyped] = useState('');
  const [job, setJob] = useState('');
  const [intervalMs, setIntervalMs] = useState(usualIntervalMs);
  const [wasSent, setSent] = useState(false);
  const url = metricsUrl(typed);
  const isWrong = wasSent && url === null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (url === null || job.trim() === '') return;
    const added = () => {
      say(`${url} is scraped every ${formatDuration(intervalMs)}`);
      onAdded();
    };
    add.mutate({ url, job: job.trim(), intervalMs }, { onSuccess: added });
  };
  return (
    <form className="add-target" onSubmit={submit} noValidate>
      <label className="field">
        Address of the metrics
        <input
          value={typed}
          placeholder="localhost:9100/metrics"
          spellCheck={false}
          autoComplete="off"
          aria-invalid={isWrong || undefined}
          aria-describedby={`${id}-url`}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      <p id={`${id}-url`} className={isWrong ? 'hint bad' : 'hint'} role={isWrong ? 'alert' : undefined}>
        {isWrong && 'Write an http or https address, such as localhost:9100 or https://example.org/metrics.'}
        {!isWrong && (url ? `Scrapes ${url}` : "Anything in Prometheus's text format or OpenMetrics.")}
      </p>
      <label className="field">
        Job
        <input
          value={job}
          placeholder="node"
          spellCheck={false}
          autoComplete="off"
          maxLength={80}
          aria-invalid={(wasSent && job.trim() === '') || undefined}
          aria-describedby={`${id}-job`}
          onChange={({ target }) => setJob(target.value)}
        />
      </label>
      <p id={`${id}-job`} className={wasSent && job.trim() === '' ? 'hint bad' : 'hint'}>
        The label job of every series; targets are listed by it.
      </p>
      <label className="field">
        Scrape every
        <select className="select" value={intervalMs} onChange={({ target }) => setIntervalMs(Number(target.value))}>
          {intervalsMs.map((ms) => (
            <option key={ms} value={ms}>
              {formatDuration(ms)}
            </option>
          ))}
        </select>
      </label>
      {add.error && <ErrorNote message={add.error.message} />}
      <div className="actions">
        <Button type="submit" look="primary" busy={add.isPending}>
          Add
        </Button>
      </div>
    </form>
  );
}
