import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { reasonOf } from '../../../core/shared/index.ts';
import { call, labProgressKey } from '../../api/index.ts';
import type { LabRun } from './lab-result.ts';
import type { Table } from './read-rows.ts';

export interface Compared {
  reference: Table;
  sample: Table;
}

export interface Finished extends Compared {
  run: LabRun;
}

type Asked = Omit<LabRun, 'referenceRows' | 'sampleRows' | 'atMs' | 'result'>;

/** One test at a time: how far it is, how to stop it, and what came of the last one. */
export function useLabRun() {
  const [running, setRunning] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [finished, setFinished] = useState<Finished | null>(null);
  const asked = useRef<AbortController | null>(null);
  useEffect(() => () => asked.current?.abort(), []);
  // Written by the event stream; nothing is to be fetched.
  const share = useQuery<number>({ queryKey: labProgressKey(running ?? ''), queryFn: () => 0, enabled: false }).data;

  async function run(given: Asked, tables: Compared): Promise<void> {
    const mine = new AbortController();
    const name = crypto.randomUUID();
    const { signal } = mine;
    asked.current = mine;
    setRunning(name);
    setFault(null);
    setFinished(null);
    const { detector, options, mode } = given;
    const request = { detector, options, run: name, reference: tables.reference.rows };
    try {
      const result =
        mode === 'batch'
          ? await call('driftTest', { ...request, sample: tables.sample.rows }, { signal })
          : (await call('driftStream', { ...request, stream: tables.sample.rows }, { signal })).results;
      const sizes = { referenceRows: tables.reference.rows.length, sampleRows: tables.sample.rows.length };
      setFinished({ run: { ...given, ...sizes, atMs: Date.now(), result }, ...tables });
    } catch (error) {
      if (!signal.aborted) setFault(reasonOf(error));
    } finally {
      setRunning(null);
    }
  }

  const stop = () => asked.current?.abort();
  return { run, stop, isRunning: running !== null, share: share ?? 0, fault, finished };
}
