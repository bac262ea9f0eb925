import { parentPort, workerData } from 'node:worker_threads';
import { openDetectorFile } from './detector-file.ts';
import type { DriftSetup, ToDriftWorker } from './drift-messages.ts';
import { readReference } from './reference-rows.ts';
import { createWatchLoop } from './watch-loop.ts';

/** The drift detector's thread: feature vectors in, readings out. */
if (parentPort === null) throw new Error('drift-worker is to be started as a worker thread.');
const port = parentPort;
const { model, labels, reference, dir, wanted } = workerData as DriftSetup;

const loop = createWatchLoop({
  file: openDetectorFile(dir, model, labels),
  labels,
  readReference: () => readReference(reference),
  send: (message) => port.postMessage(message),
});
port.on('message', (message: ToDriftWorker) => loop.hear(message));
await loop.start(wanted);
