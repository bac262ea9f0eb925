import { type SampleImage, seededOrder } from '../../../core/shared/index.ts';
import { ApiError, call, fetchFile, pictureFeatures } from '../../api/index.ts';
import { type NamedPicture, picturesOfFiles, picturesOfZip, type Source } from './lab-source.ts';
import { readNpy, readTable } from './read-rows.ts';
import { runPictures } from './run-pictures.ts';

export interface Reading {
  signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

/** What a person chose: one file of numbers, one zip archive, or pictures. Throws an Error that says what is wrong. */
export async function sourceOfFiles(files: readonly File[], reading: Reading): Promise<Source> {
  const [first] = files;
  if (!first) throw new Error('The folder is empty.');
  const isAlone = files.length === 1;
  if (isAlone && /\.zip$/i.test(first.name)) {
    const { pictures, skipped } = await picturesOfZip(first);
    return throughModel(first.name, pictures, skipped, reading);
  }
  const { pictures, skipped } = picturesOfFiles(files);
  if (isAlone && pictures.length === 0)
    return { name: first.name, tables: { rows: await readTable(first) }, skipped: [] };
  const folder = first.webkitRelativePath.split('/')[0] || `${files.length} files`;
  return throughModel(isAlone ? first.name : folder, pictures, skipped, reading);
}

export type ShippedSet = 'reference' | Exclude<SampleImage['set'], 'test'>;

export const shippedSets: readonly { set: ShippedSet; text: string }[] = [
  { set: 'reference', text: 'Reference rows' },
  { set: 'evaluation', text: 'Evaluation' },
  { set: 'lookalikes', text: 'Look-alikes' },
  { set: 'restyled', text: 'Restyled' },
];

/** What comes with Telltale and its model: the model's own reference rows, or a set of pictures, run through it now. */
export async function shippedSource(set: ShippedSet, reading: Reading): Promise<Source> {
  const { text } = shippedSets.find((each) => each.set === set)!;
  if (set === 'reference') return referenceRows(text, reading.signal);
  const { images } = await call('sampleImages', {}, { signal: reading.signal });
  const ofSet = images.filter((image) => image.set === set);
  // The folders are sorted by class; many of one class in a row would rightly be called drift.
  const pictures = Array.from(seededOrder(ofSet.length, 0), (i) => {
    const { path } = ofSet[i]!;
    return { name: path, bytes: () => fetchFile(`/images/${path}`, reading.signal) };
  });
  return throughModel(text, pictures, [], reading);
}

async function referenceRows(name: string, signal: AbortSignal): Promise<Source> {
  const rowsOf = async (kind: string) =>
    readNpy(await (await fetchFile(`/api/console/drift/reference/${kind}`, signal)).arrayBuffer());
  const features = await rowsOf('features');
  const { labels } = await call('model', {}, { signal });
  try {
    const probabilities = { ...(await rowsOf('probabilities')), names: labels };
    return { name, tables: { features, probabilities }, skipped: [] };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return { name, tables: { rows: features }, skipped: [] };
    throw error;
  }
}

async function throughModel(
  name: string,
  pictures: readonly NamedPicture[],
  skipped: readonly string[],
  reading: Reading,
): Promise<Source> {
  const { labels } = await call('model', {}, { signal: reading.signal });
  return runPictures(pictures, skipped, { ...reading, name, labels, featuresOf: pictureFeatures });
}
