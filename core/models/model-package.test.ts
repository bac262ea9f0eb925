import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadModelPackage, toModelSummary } from './index.ts';

const goodManifest = {
  name: 'tiny',
  version: '1',
  title: 'Tiny API',
  description: 'Two classes.',
  task: 'image-classification',
  file: 'model.onnx',
  license: 'Apache-2.0',
  input: {
    name: 'image',
    width: 8,
    height: 4,
    channels: 'RGB',
    layout: 'NCHW',
    resize: 'bilinear-antialias',
    scale: 255,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    exifOrientation: false,
  },
  outputs: { logits: 'logits', features: 'features' },
  labels: ['dark', 'light'],
  reference: { features: 'features.npy', rows: 3 },
};

/** The header NumPy writes for `numpy.zeros((rows, 2), 'float32')`, without the numbers. */
function npyHeader(rows: number): Buffer {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, 2), }\n`;
  const head = Buffer.from('\u0093NUMPY\u0001\u0000\u0000\u0000', 'latin1');
  head.writeUInt16LE(text.length, 8);
  return Buffer.concat([head, Buffer.from(text)]);
}

let dir: string;
const write = (manifest: unknown) => writeFile(join(dir, 'model.json'), JSON.stringify(manifest));

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'telltale-models-'));
  await writeFile(join(dir, 'model.onnx'), 'not read here');
  await writeFile(join(dir, 'features.npy'), npyHeader(3));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('loading a model package', () => {
  it('returns the manifest and absolute paths', async () => {
    await write(goodManifest);
    const loaded = await loadModelPackage(dir);
    expect(loaded.modelPath).toBe(join(dir, 'model.onnx'));
    expect(loaded.referenceFeaturesPath).toBe(join(dir, 'features.npy'));
    expect(toModelSummary(loaded.manifest)).toEqual({
      name: 'tiny',
      version: '1',
      title: 'Tiny API',
      description: 'Two classes.',
      labels: ['dark', 'light'],
      input: { width: 8, height: 4 },
    });
  });

  it.each([
    { what: 'an unknown key', change: { colour: 'red' }, says: /colour/ },
    { what: 'a missing field', change: { labels: undefined }, says: /labels/ },
    { what: 'a class named twice', change: { labels: ['a', 'a'] }, says: /labels: must not name a class twice/ },
    { what: 'a nested field', change: { input: { ...goodManifest.input, std: [1, 0, 1] } }, says: /input\.std\.1/ },
    { what: 'a path that leads out', change: { file: '../model.onnx' }, says: /file: must be a path inside/ },
    { what: 'an absolute path', change: { file: '/etc/passwd' }, says: /file: must be a path inside/ },
    { what: 'a file that is not there', change: { file: 'other.onnx' }, says: /file: there is no file other\.onnx/ },
    {
      what: 'a wrong count of reference rows',
      change: { reference: { features: 'features.npy', rows: 4 } },
      says: /reference\.rows says 4, but features\.npy holds the shape \(3, 2\)/,
    },
    {
      what: 'reference probabilities of other classes',
      change: {
        labels: ['a', 'b', 'c'],
        reference: { features: 'features.npy', rows: 3, probabilities: 'features.npy' },
      },
      says: /reference\.probabilities: 3 labels are listed, but features\.npy holds the shape \(3, 2\)/,
    },
    {
      what: 'reference pictures that are not there',
      change: {
        reference: { features: 'features.npy', rows: 3, pictures: { file: 'sheet.jpeg', side: 72, columns: 8 } },
      },
      says: /reference\.pictures\.file: there is no file sheet\.jpeg/,
    },
    {
      what: 'reference features that are no .npy file',
      change: { reference: { features: 'model.onnx', rows: 3 } },
      says: /reference\.features: model\.onnx cannot be used: it is not a \.npy file/,
    },
  ])('refuses $what, naming the field', async ({ change, says }) => {
    await write({ ...goodManifest, ...change });
    await expect(loadModelPackage(dir)).rejects.toMatchObject({
      code: 'bad_model_package',
      message: expect.stringMatching(says),
    });
  });

  it('says when the folder has no manifest, or one that is not JSON', async () => {
    await expect(loadModelPackage(dir)).rejects.toThrow(/no model\.json/);
    await writeFile(join(dir, 'model.json'), '{"name": ');
    await expect(loadModelPackage(dir)).rejects.toThrow(/model\.json is not JSON/);
  });

  it('refuses a link that leads out of the folder', async ({ skip }) => {
    await write({ ...goodManifest, file: 'linked.onnx' });
    await symlink(import.meta.filename, join(dir, 'linked.onnx')).catch(() =>
      skip('this machine lets nobody make symbolic links'),
    );
    await expect(loadModelPackage(dir)).rejects.toThrow(/file: linked\.onnx leads out of the model folder/);
  });
});
