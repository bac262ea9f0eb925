import { type PictureFeatures, reasonOf } from '../../../core/shared/index.ts';
import { ApiError } from '../../api/index.ts';
import type { NamedPicture, Source } from './lab-source.ts';

interface RunOptions {
  name: string;
  labels: readonly string[];
  signal: AbortSignal;
  onProgress(done: number, total: number): void;
  /** What the model gives for a picture. */
  featuresOf(picture: Blob, signal: AbortSignal): Promise<PictureFeatures>;
  pauseMs?: number;
}

/** As many as the service takes of this kind at once. */
const AT_ONCE = 2;
const BUSY = 503;
const MOST_TRIES = 20;
/** Float32 needs no more digits; text with all of a double's would be twice as long. */
const DIGITS = 9;

/**
 * Runs pictures through the model, a few at a time, in order. One that cannot be read is left out and named; a service
 * that is busy is asked again; anything else ends the run. Throws `signal`'s reason when it is aborted.
 */
export async function runPictures(
  pictures: readonly NamedPicture[],
  skipped: readonly string[],
  { name, labels, signal, onProgress, featuresOf, pauseMs = 200 }: RunOptions,
): Promise<Source> {
  const found: (PictureFeatures | string)[] = [];
  let next = 0;
  let done = 0;

  async function one({ name: picture, bytes }: NamedPicture): Promise<PictureFeatures | string> {
    for (let tries = 1; ; tries++) {
      try {
        return await featuresOf(await bytes(), signal);
      } catch (error) {
        signal.throwIfAborted();
        const isRefused =
          error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 401;
        if (isRefused) return `${picture}: ${error.message}`;
        const isBusy = error instanceof ApiError && error.status === BUSY;
        if (!isBusy || tries === MOST_TRIES) throw new Error(`${picture}: ${reasonOf(error)}`, { cause: error });
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  async function worker(): Promise<void> {
    while (next < pictures.length) {
      signal.throwIfAborted();
      const i = next++;
      found[i] = await one(pictures[i]!);
      onProgress(++done, pictures.length);
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const good = found.filter((each) => typeof each !== 'string');
  const bad = found.filter((each) => typeof each === 'string');
  if (good.length === 0) throw new Error(bad[0] ?? `${name} holds no picture: give JPEG, PNG or WebP files.`);
  const short = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(DIGITS)));
  return {
    name,
    tables: {
      features: { rows: good.map(({ features }) => short(features)), names: null },
      probabilities: { rows: good.map(({ probabilities }) => probabilities), names: [...labels] },
    },
    skipped: [...skipped, ...bad],
  };
}
