/**
 * Entry of the process that draws one dashboard without a page: it is told what to draw, asks for the data, answers a PNG
 * and is ended. A fault in the canvas library then costs a picture, never the monitoring.
 */
import {
  type CaptureSeries,
  CodedError,
  type FromCapture,
  reasonOf,
  ToCapture,
  type CaptureTask,
} from '../../core/shared/index.ts';
import { drawTask } from './draw-task.ts';
import { nodeCanvas, nodeTheme, toPng, useFonts } from './node-canvas.ts';
import type { Ask } from './panel-answers.ts';

interface Waiting {
  resolve(series: readonly CaptureSeries[]): void;
  reject(error: Error): void;
}

if (!process.send) throw new Error('This draws for a Telltale monitor and is started by it.');
const say = (message: FromCapture) => void process.send!(message);

const asked = new Map<number, Waiting>();
let lastId = 0;
const ask: Ask = (query) =>
  new Promise((resolve, reject) => {
    const id = ++lastId;
    asked.set(id, { resolve, reject });
    say({ type: 'ask', id, query });
  });

async function draw(task: CaptureTask): Promise<void> {
  try {
    useFonts(task.fonts);
    const canvas = await drawTask(task, { ask, make: nodeCanvas, theme: nodeTheme(task.theme), nowMs: Date.now() });
    say({ type: 'picture', png: new Uint8Array(await toPng(canvas)) });
  } catch (error) {
    say({ type: error instanceof CodedError ? 'refused' : 'failed', reason: reasonOf(error) });
  }
}

function settle(id: number, conclude: (waiting: Waiting) => void): void {
  const waiting = asked.get(id);
  asked.delete(id);
  if (waiting) conclude(waiting);
}

process.on('message', (raw) => {
  const message = ToCapture.parse(raw);
  switch (message.type) {
    case 'task':
      void draw(message.task);
      return;
    case 'answer':
      settle(message.id, ({ resolve }) => resolve(message.series));
      return;
    case 'unanswered':
      settle(message.id, ({ reject }) => reject(new Error(message.reason)));
  }
});
// Whoever asked is gone: nobody wants the picture any more.
process.on('disconnect', () => process.exit(0));
say({ type: 'ready' });
