import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { loadOnlineDetector, SavedDetector } from '../../drift/index.ts';
import { DriftOptions, reasonOf } from '../../shared/index.ts';
import type { Watch } from './configure.ts';
import { openSignal, SavedSignal } from './signals.ts';

/** What is kept of a model's drift detection between starts: what was chosen, and the detector made from it. */
const DetectorFile = z.strictObject({
  model: z.strictObject({ name: z.string(), version: z.string() }),
  options: DriftOptions,
  /** null when it is switched off. */
  detector: SavedDetector.nullable(),
  /** What the detector is shown, and the CRC-32 of its JSON text. Files from before there was a choice have none. */
  signal: SavedSignal.default({ kind: 'features' }),
  signalChecksum: z.int().optional(),
});

export interface KeptDetector {
  options: DriftOptions;
  /** null when it is switched off, or was made for another version of the model. */
  watch: Watch | null;
}

const FILE = 'drift-detector.json';

/** The one file in `dir` in which the detector of a model is kept. */
export function openDetectorFile(dir: string, model: { name: string; version: string }, labels: readonly string[]) {
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
        if (kept.detector === null || !isOurs) return { options: kept.options, watch: null };
        if (kept.signalChecksum !== undefined && crc32(JSON.stringify(kept.signal)) !== kept.signalChecksum)
          throw new Error('What the detector is shown does not match its checksum.');
        const watch = { signal: openSignal(kept.signal, labels), detector: loadOnlineDetector(kept.detector) };
        return { options: kept.options, watch };
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
    write(options: DriftOptions, watch: Watch | null): Promise<void> {
      const signal = watch && { signal: watch.signal.saved, signalChecksum: crc32(JSON.stringify(watch.signal.saved)) };
      const text = JSON.stringify({ model, options, detector: watch?.detector.save() ?? null, ...signal });
      const written = writing.then(() => replace(text));
      writing = written.catch(() => {});
      return written;
    },
  };
}

export type DetectorFileStore = ReturnType<typeof openDetectorFile>;
