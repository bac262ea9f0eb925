import { useId, useState } from 'react';
import { reasonOf } from '../../../core/shared/index.ts';
import { readTable, type Table } from './read-rows.ts';

export interface NamedTable extends Table {
  fileName: string;
}

interface TableFieldProps {
  label: string;
  table: NamedTable | null;
  onRead(table: NamedTable | null): void;
}

/** A file of rows: says how many it holds, or what is wrong with it and where. */
export function TableField({ label, table, onRead }: TableFieldProps) {
  const id = useId();
  const [fault, setFault] = useState<string | null>(null);
  const read = async (file: File | undefined) => {
    setFault(null);
    onRead(null);
    if (!file) return;
    try {
      onRead({ ...(await readTable(file)), fileName: file.name });
    } catch (error) {
      setFault(reasonOf(error));
    }
  };
  return (
    <div>
      <label className="field">
        {label}
        <input
          type="file"
          accept=".csv,.txt,.json,.npy"
          aria-describedby={id}
          aria-invalid={fault !== null || undefined}
          onChange={({ target }) => void read(target.files?.[0])}
        />
      </label>
      <p id={id} className={fault === null ? 'hint' : 'hint bad'} role={fault === null ? undefined : 'alert'}>
        {fault ??
          (table
            ? `${table.rows.length} rows of ${table.rows[0]!.length}`
            : 'A .csv, .json or .npy file: a row for each sample.')}
      </p>
    </div>
  );
}
