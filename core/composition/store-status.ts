import { statSync } from 'node:fs';
import type { StoreStatus } from '../shared/index.ts';
import type { Store } from '../store/index.ts';

/** What the console says of the store whose database is `file`. */
export function storeStatus(store: Pick<Store, 'stats' | 'contents'>, file: string): StoreStatus {
  const { series, maxSeries, refusedSeries, appendedSamples, retention } = store.stats();
  return {
    file,
    bytesOnDisk: [file, `${file}-wal`, `${file}-shm`].reduce((sum, each) => sum + sizeOf(each), 0),
    series,
    maxSeries,
    refusedSeries,
    appendedSamples,
    ...store.contents(),
    retention: { maxAgeMs: retention.maxAgeMs, maxBytes: retention.maxBytes },
  };
}

/** 0 where there is no such file. */
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
