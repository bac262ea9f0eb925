import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { loadOnlineDetector, SavedDetector, type OnlineDetector } from '../../drift/index.ts';
import { DriftOptions, reasonOf } from '../../shared/index.ts';

/** What is kept of a model's drift detection between starts: what was chosen, and the detector made from it. */
const DetectorFile = z.strictObject({
  model: z.strictObject({ name: z.string(), version: z.string() }),
  options: DriftOptions,
  /** null when it is switched off. */
  detector: SavedDetector.nullable(),
});

export interface KeptDetector {
  options: DriftOptions;
  /** null when it is switched off, or was made for another version of the model. */
  detector: OnlineDetector | null;
}

const FILE = 'drift-detector.json';

/** The one file in `dir` in which the detector of a model is kept. */
export function openDetectorFile(dir: string, model: { name: string; version: string }) {
  const file = join(dir, FILE);
  let writing = Promise.resolve();

  async function replace(text: string): Promise<void> {
    await mkdir(dir, { recursive: true });
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  }

  return {
    /**
     * What was kept, or null when nothing was. A file that cannot be used is set aside under another name, and `notice`
     * is told which and why.
     */
    async read(notice: (text: string) => void): Promise<KeptDetector | null> {
      const text = await readFile(file, 'utf8').catch(() => null);
      if (text === null) return null;
      try {
        const kept = DetectorFile.parse(JSON.parse(text));
        const isOurs = kept.model.name === model.name && kept.model.version === model.version;
        const detector = kept.detector !== null && isOurs ? loadOnlineDetector(kept.detector) : null;
        return { options: kept.options, detector };
      } catch (error) {
        const aside = join(dir, `drift-detector.damaged-${Date.now()}.json`);
        await rename(file, aside);
        const reason = error instanceof z.ZodError ? z.prettifyError(error) : reasonOf(error);
        notice(
          `The saved drift detector could not be used and was set aside as ${aside}; a new one is made. ${reason}`,
        );
        return null;
      }
    },

    /** Written beside and moved into place, one after the other: a crash leaves the old one or the new one. */
    write(options: DriftOptions, detector: OnlineDetector | null): Promise<void> {
      const text = JSON.stringify({ model, options, detector: detector?.save() ?? null });
      const written = writing.then(() => replace(text));
      writing = written.catch(() => {});
      return written;
    },
  };
}

export type DetectorFileStore = ReturnType<typeof openDetectorFile>;
