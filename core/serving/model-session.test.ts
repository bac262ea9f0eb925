import { rm } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { loadModelPackage } from '../models/index.ts';
import { openModelSession } from './model-session.ts';
import { failingGraph, tinyGraph, tinyManifest, TINY_SIDE, writeTinyModel } from './testdata/tiny-model.ts';

const dirs: string[] = [];
async function open(...model: Parameters<typeof writeTinyModel>) {
  const dir = await writeTinyModel(...model);
  dirs.push(dir);
  return openModelSession(await loadModelPackage(dir));
}
afterAll(() => Promise.all(dirs.map((dir) => rm(dir, { recursive: true, force: true }))));

const plain = (red: number, green: number, blue: number) =>
  Uint8Array.from({ length: TINY_SIDE * TINY_SIDE * 3 }, (_, i) => [red, green, blue][i % 3]!);

describe('a model session', () => {
  it('gives logits and a copy of the features of every picture', async () => {
    const session = await open();
    const first = await session.run(plain(255, 0, 51));
    const second = await session.run(plain(0, 255, 0));
    expect([...first.features]).toEqual([1, 0, expect.closeTo(0.2, 6)]);
    expect([...second.logits]).toEqual([0, 10, 0]);
    await session.close();
  });

  it.each([
    {
      what: 'an input of another name',
      manifest: { input: { ...tinyManifest.input, name: 'image' } },
      says: /input\.name: the model's inputs are picture, not image alone/,
    },
    {
      what: 'an input of another size',
      manifest: { input: { ...tinyManifest.input, width: 16 } },
      says: /input: picture has the shape \[N, 3, 8, 8\], not \[N, 3, 8, 16\]/,
    },
    {
      what: 'an output that is not there',
      manifest: { outputs: { logits: 'scores', features: 'features' } },
      says: /outputs\.logits: the model's outputs are logits, features; scores is not among them/,
    },
    {
      what: 'another number of labels',
      manifest: { labels: ['red', 'green'] },
      says: /labels: 2 are listed, but the output logits has 3 values/,
    },
  ])('refuses $what, naming the field', async ({ manifest, says }) => {
    await expect(open(manifest)).rejects.toMatchObject({
      code: 'bad_model_package',
      message: expect.stringMatching(says),
    });
  });

  it('says so when the file is no ONNX model', async () => {
    await expect(open({ file: 'features.npy' })).rejects.toThrow(/file: ONNX Runtime cannot open features\.npy/);
  });

  it('fails on the picture at fault and goes on with the next', async () => {
    const session = await open({}, failingGraph);
    await expect(session.run(plain(255, 255, 255))).rejects.toThrow(/indices element out of data bounds/);
    expect([...(await session.run(plain(0, 0, 0))).logits]).toEqual([1, 2, 3]);
    await session.close();
  });

  it('refuses a model that fails even on black', async () => {
    const empty = {
      ...failingGraph,
      constants: [failingGraph.constants[0]!, { name: 'table', shape: [0, 3], values: [] }],
    };
    await expect(open({}, empty)).rejects.toThrow(/the model fails on a black picture of 8x8|cannot open/);
  });

  it('takes a model whose sizes are all open', async () => {
    const open4d = { ...tinyGraph, inputs: [{ name: 'picture', shape: ['N', 'C', 'H', 'W'] }] };
    const session = await open({}, open4d);
    expect((await session.run(plain(0, 0, 255))).logits[2]).toBe(10);
    await session.close();
  });
});
