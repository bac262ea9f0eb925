import { parentPort } from 'node:worker_threads';
import type { FromQueryWorker, ToQueryWorker } from './query-messages.ts';

/** For tests: a query worker that does what it is asked to: hang, crash, leave; anything else it answers with its thread's own words. */
const port = parentPort!;
const send = (message: FromQueryWorker) => port.postMessage(message);

port.on('message', (message: ToQueryWorker) => {
  if (message.kind !== 'query') return;
  const { id, query } = message;
  if (query.text === 'hang') for (;;);
  if (query.text === 'crash') throw new Error('out of luck');
  if (query.text === 'leave') process.exit(3);
  send({ kind: 'done', id, value: { type: 'string', timestampMs: 0, value: query.text }, warnings: [], infos: [] });
});
send({ kind: 'ready' });
