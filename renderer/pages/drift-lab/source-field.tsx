import { useEffect, useId, useRef, useState } from 'react';
import { reasonOf } from '../../../core/shared/index.ts';
import { Button } from '../../controls/index.ts';
import { isPictures, type PictureView, type Source, tableOf } from './lab-source.ts';
import { type Reading, shippedSets, shippedSource, sourceOfFiles } from './read-source.ts';

interface SourceFieldProps {
  label: string;
  source: Source | null;
  view: PictureView;
  onRead(source: Source | null): void;
}

/**
 * Where rows come from: a file of numbers, pictures (files, a folder, a zip), or a set that is shipped. Pictures run
 * through the model here and now; says how far that is, how much it holds, and what was left out.
 */
export function SourceField({ label, source, view, onRead }: SourceFieldProps) {
  const id = useId();
  const [fault, setFault] = useState<string | null>(null);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const running = useRef<AbortController | null>(null);
  // A page that is left stops what it began.
  useEffect(() => () => running.current?.abort(), []);

  const read = async (begin: (reading: Reading) => Promise<Source>) => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    setFault(null);
    onRead(null);
    setProgress({ done: 0, total: 0 });
    try {
      const onProgress = (done: number, total: number) => setProgress({ done, total });
      const found = await begin({ signal: mine.signal, onProgress });
      if (running.current === mine) onRead(found);
    } catch (error) {
      if (running.current === mine) setFault(mine.signal.aborted ? 'Stopped.' : reasonOf(error));
    } finally {
      if (running.current === mine) setProgress(null);
    }
  };
  const readFiles = (files: FileList | null) => {
    const list = [...(files ?? [])];
    if (list.length > 0) void read((reading) => sourceOfFiles(list, reading));
  };
  return (
    <div className="source-field">
      <label className="field">
        {label}
        <input
          type="file"
          multiple
          accept=".csv,.txt,.json,.npy,.zip,.jpg,.jpeg,.png,.webp"
          aria-describedby={id}
          aria-invalid={fault !== null || undefined}
          onChange={({ target }) => readFiles(target.files)}
        />
      </label>
      <div className="shipped">
        <label className="button plain">
          Folder
          <input
            type="file"
            className="visually-hidden"
            aria-label={`${label}: a folder of pictures`}
            ref={(input) => input?.setAttribute('webkitdirectory', '')}
            onChange={({ target }) => readFiles(target.files)}
          />
        </label>
        {shippedSets.map(({ set, text }) => (
          <Button
            key={set}
            aria-label={`${label}: ${text}`}
            onClick={() => void read((reading) => shippedSource(set, reading))}
          >
            {text}
          </Button>
        ))}
      </div>
      {progress !== null && (
        <div className="running">
          <progress aria-label={`${label}: pictures`} value={progress.done} max={Math.max(1, progress.total)} />
          <span className="faint">
            {progress.total === 0 ? 'Reading' : `${progress.done} of ${progress.total} pictures through the model`}
          </span>
          <Button onClick={() => running.current?.abort()}>Stop</Button>
        </div>
      )}
      <div id={id}>
        {fault !== null && (
          <p className="hint bad" role="alert">
            {fault}
          </p>
        )}
        {fault === null && progress === null && <p className="hint">{aboutSource(source, view)}</p>}
        {source !== null && source.skipped.length > 0 && <Skipped names={source.skipped} />}
      </div>
    </div>
  );
}

function aboutSource(source: Source | null, view: PictureView): string {
  if (source === null)
    return 'A file of numbers (.csv, .json, .npy: a row for each sample), pictures, a zip of them, a folder; or what is shipped.';
  const { rows } = tableOf(source, view);
  const what = isPictures(source) ? (view === 'features' ? 'features' : 'class probabilities') : 'numbers';
  return `${source.name}: ${rows.length} rows of ${rows[0]!.length} ${what}`;
}

function Skipped({ names }: { names: readonly string[] }) {
  return (
    <details className="skipped">
      <summary>
        {names.length} left out: {names[0]}
      </summary>
      <ul>
        {names.slice(0, 200).map((name) => (
          <li key={name}>{name}</li>
        ))}
        {names.length > 200 && <li>and {names.length - 200} more</li>}
      </ul>
    </details>
  );
}
