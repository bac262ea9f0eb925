import { statSync } from 'node:fs';
import type { StoreStatus } from './shared/index.ts';
import type { Store } from './store/index.ts';

/** What the console says of the store whose database is `file`. */
export function storeStatus(store: Pick<Store, 'stats' | 'tsdbStatus'>, file: string): StoreStatus {
  const { series, maxSeries, refusedSeries, appendedSamples, retention } = store.stats();
  const { minTime, maxTime } = store.tsdbStatus(1).headStats;
  const isEmpty = series === 0 || (minTime === 0 && maxTime === 0);
  return {
    file,
    bytesOnDisk: [file, `${file}-wal`, `${file}-shm`].reduce((sum, each) => sum + sizeOf(each), 0),
    series,
    maxSeries,
    refusedSeries,
    appendedSamples,
    oldestMs: isEmpty ? null : minTime,
    newestMs: isEmpty ? null : maxTime,
    retention: { maxAgeMs: retention.maxAgeMs, maxBytes: retention.maxBytes },
  };
}

/** 0 where there is no such file. */
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
