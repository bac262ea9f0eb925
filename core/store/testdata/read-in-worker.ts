// Answers each message with the number of samples that the store named in workerData holds.
import { parentPort, workerData } from 'node:worker_threads';
import { openStoreReader } from '../index.ts';

const reader = openStoreReader(String(workerData));
parentPort?.on('message', async () => {
  const found = await reader.select([{ name: '__name__', op: '=', value: 'm' }], 0, Infinity);
  parentPort?.postMessage(found.reduce((total, { values }) => total + values.length, 0));
});
