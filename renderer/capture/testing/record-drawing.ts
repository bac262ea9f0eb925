/**
 * For the test that holds pictures drawn without a page to those of the page: draws a task (JSON on stdin) as the process
 * does, with data over HTTP, and prints what was written and in which colours. Arguments: the console's origin and token.
 */
import { text } from 'node:stream/consumers';
import { CaptureTask } from '../../../core/shared/index.ts';
import type { Canvas } from '../../drawing/index.ts';
import { drawTask } from '../draw-task.ts';
import { nodeCanvas, nodeTheme, useFonts } from '../node-canvas.ts';
import type { Ask } from '../panel-answers.ts';

const [origin, token] = process.argv.slice(2);
const texts: string[] = [];
const colors = new Set<string>();

interface Reply {
  data: { result: { metric: Record<string, string>; values?: [number, string][]; value?: [number, string] }[] };
}

const ask: Ask = async (query) => {
  const { kind, expr } = query;
  const when =
    kind === 'instant'
      ? { time: query.atMs / 1000 }
      : { start: query.startMs / 1000, end: query.endMs / 1000, step: query.stepMs / 1000 };
  const parameters = Object.entries({ query: expr, ...when }).map(([name, value]): [string, string] => [
    name,
    `${value}`,
  ]);
  const url = new URL(`/api/v1/query${kind === 'range' ? '_range' : ''}?${new URLSearchParams(parameters)}`, origin);
  const reply = (await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).json()) as Reply;
  return reply.data.result.map(({ metric, values, value }) => {
    const samples = values ?? [value!];
    return {
      labels: metric,
      timestampsMs: Float64Array.from(samples, ([seconds]) => seconds * 1000),
      values: Float64Array.from(samples, ([, sample]) => Number(sample)),
    };
  });
};

/** A canvas whose brush tells what it is used for. */
function recording(width: number, height: number): Canvas {
  const canvas = nodeCanvas(width, height);
  const brush = canvas.getContext('2d')!;
  const note = (color: unknown) => typeof color === 'string' && colors.add(color);
  const [fillText, stroke, fill] = [brush.fillText.bind(brush), brush.stroke.bind(brush), brush.fill.bind(brush)];
  brush.fillText = (said, x, y) => {
    texts.push(said);
    fillText(said, x, y);
  };
  brush.stroke = () => {
    note(brush.strokeStyle);
    stroke();
  };
  brush.fill = () => {
    note(brush.fillStyle);
    fill();
  };
  return canvas;
}

const task = CaptureTask.parse(JSON.parse(await text(process.stdin)));
useFonts(task.fonts);
await drawTask(task, { ask, make: recording, theme: nodeTheme(task.theme), nowMs: task.toMs });
process.stdout.write(JSON.stringify({ texts, colors: [...colors] }));
