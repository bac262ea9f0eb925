import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelManifest } from '../../models/index.ts';
import { INT64, writeOnnx, type Graph } from './onnx-writer.ts';

/** Side of the tiny model's input. */
export const TINY_SIDE = 8;

export const tinyManifest: ModelManifest = {
  name: 'tiny',
  version: '3',
  title: 'Tiny API',
  description: 'Says which of red, green and blue a picture has most of.',
  task: 'image-classification',
  file: 'model.onnx',
  license: 'Apache-2.0',
  input: {
    name: 'picture',
    width: TINY_SIDE,
    height: TINY_SIDE,
    channels: 'RGB',
    layout: 'NCHW',
    resize: 'bilinear-antialias',
    scale: 255,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    exifOrientation: false,
  },
  outputs: { logits: 'logits', features: 'features' },
  labels: ['red', 'green', 'blue'],
  reference: { features: 'features.npy', rows: 2 },
};

/** Features are the mean of each channel; logits are ten times that. */
export const tinyGraph: Graph = {
  inputs: [{ name: 'picture', shape: ['N', 3, TINY_SIDE, TINY_SIDE] }],
  nodes: [
    { op: 'GlobalAveragePool', inputs: ['picture'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['features'] },
    { op: 'MatMul', inputs: ['features', 'head'], outputs: ['logits'] },
  ],
  constants: [{ name: 'head', shape: [3, 3], values: [10, 0, 0, 0, 10, 0, 0, 0, 10] }],
  outputs: [
    { name: 'logits', shape: ['N', 3] },
    { name: 'features', shape: ['N', 3] },
  ],
};

/** As the tiny model, but looks itself up in a table of one row, at a place that only black keeps within it. */
export const failingGraph: Graph = {
  ...tinyGraph,
  nodes: [
    { op: 'GlobalAveragePool', inputs: ['picture'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['means'] },
    { op: 'MatMul', inputs: ['means', 'tens'], outputs: ['place'] },
    { op: 'Cast', inputs: ['place'], outputs: ['index'], attributes: { to: INT64 } },
    { op: 'Gather', inputs: ['table', 'index'], outputs: ['found'] },
    { op: 'Flatten', inputs: ['found'], outputs: ['logits'] },
    { op: 'Identity', inputs: ['means'], outputs: ['features'] },
  ],
  constants: [
    { name: 'tens', shape: [3, 1], values: [10, 10, 10] },
    { name: 'table', shape: [1, 3], values: [1, 2, 3] },
  ],
};

/** The header NumPy writes, and `rows` x `columns` zeros. */
function npyOfZeros(rows: number, columns: number): Uint8Array {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }\n`;
  const head = Buffer.from('\u0093NUMPY\u0001\u0000\u0000\u0000', 'latin1');
  head.writeUInt16LE(text.length, 8);
  return Buffer.concat([head, Buffer.from(text), new Uint8Array(rows * columns * 4)]);
}

/** Writes a model package into a new folder under the system's temporary one and returns the folder. */
export async function writeTinyModel(manifest: Partial<ModelManifest> = {}, graph: Graph = tinyGraph): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'telltale-model-'));
  await writeFile(join(dir, 'model.json'), JSON.stringify({ ...tinyManifest, ...manifest }));
  await writeFile(join(dir, 'model.onnx'), writeOnnx(graph));
  await writeFile(join(dir, 'features.npy'), npyOfZeros(2, 3));
  return dir;
}
