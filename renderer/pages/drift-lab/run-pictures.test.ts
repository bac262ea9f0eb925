import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../api/index.ts';
import { pickPictures, picturesOfZip, tableOf } from './lab-source.ts';
import { runPictures } from './run-pictures.ts';

const named = (names: readonly string[]) => names.map((name) => ({ name, bytes: async () => new Blob([name]) }));
const options = (change: Partial<Parameters<typeof runPictures>[2]> = {}) => ({
  name: 'a folder',
  labels: ['bread', 'egg'],
  signal: new AbortController().signal,
  onProgress: () => {},
  featuresOf: async (picture: Blob) => ({ features: [picture.size, 1 / 3], probabilities: [0.25, 0.75] }),
  pauseMs: 1,
  ...change,
});

describe('pictures of the lab', () => {
  it('become rows in their order, features and probabilities, with progress to the end', async () => {
    const told: string[] = [];
    const source = await runPictures(
      named(['a.png', 'bbb.png', 'cc.png.png']),
      [],
      options({ onProgress: (done, total) => told.push(`${done}/${total}`) }),
    );
    expect(tableOf(source, 'features').rows).toEqual([
      [5, 0.333333333],
      [7, 0.333333333],
      [10, 0.333333333],
    ]);
    expect(tableOf(source, 'probabilities')).toMatchObject({ names: ['bread', 'egg'] });
    expect(told).toEqual(['1/3', '2/3', '3/3']);
  });

  it('that cannot be read are left out and named', async () => {
    const source = await runPictures(
      named(['good.png', 'bad.png']),
      ['notes.txt: not a JPEG, PNG or WebP'],
      options({
        async featuresOf(picture) {
          if (picture.size === 7) throw new ApiError('not_an_image', 'These bytes are no picture.', 422);
          return { features: [1], probabilities: [1] };
        },
      }),
    );
    expect(tableOf(source, 'features').rows).toHaveLength(1);
    expect(source.skipped).toEqual(['notes.txt: not a JPEG, PNG or WebP', 'bad.png: These bytes are no picture.']);
  });

  it('are asked for again while the service is busy, and not for ever', async () => {
    let refusals = 3;
    const busy = new ApiError('queue_full', 'Busy.', 503);
    const featuresOf = async () => {
      if (refusals-- > 0) throw busy;
      return { features: [1], probabilities: [1] };
    };
    expect((await runPictures(named(['a.png']), [], options({ featuresOf }))).skipped).toEqual([]);
    refusals = Infinity;
    await expect(runPictures(named(['a.png']), [], options({ featuresOf }))).rejects.toThrow('a.png: Busy.');
  });

  it('can be stopped', async () => {
    const stop = new AbortController();
    const running = runPictures(
      named(['a.png', 'b.png', 'c.png', 'd.png']),
      [],
      options({ signal: stop.signal, onProgress: () => stop.abort(new Error('stopped')) }),
    );
    await expect(running).rejects.toThrow('stopped');
  });

  it('are picked out of what a folder or an archive holds', async () => {
    expect(pickPictures(['b/2.PNG', 'a/1.jpeg', 'a/', '__MACOSX/a/._1.jpeg', 'a/.DS_Store', 'read.me'])).toEqual({
      pictures: ['a/1.jpeg', 'b/2.PNG'],
      skipped: ['read.me: not a JPEG, PNG or WebP'],
    });
    const many = Array.from({ length: 1002 }, (_, i) => `${i}.webp`);
    expect(pickPictures(many).skipped).toEqual(['2 pictures beyond the first 1000']);
    const zip = zipSync({ 'a/1.png': strToU8('one'), 'a/2.png': strToU8('twoo'), 'notes.txt': strToU8('x') });
    const { pictures, skipped } = await picturesOfZip(new File([zip], 'two.zip'));
    expect(skipped).toEqual(['notes.txt: not a JPEG, PNG or WebP']);
    expect(await Promise.all(pictures.map(async ({ bytes }) => (await bytes()).text()))).toEqual(['one', 'twoo']);
    await expect(picturesOfZip(new File(['PK'], 'cut.zip'))).rejects.toThrow(/cut\.zip cannot be read/);
  });
});
