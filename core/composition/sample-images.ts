import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type ImageSet, SampleImage, seededOrder } from '../shared/index.ts';

/** The folder's `index.json`; it says more of each picture than we need. */
const Index = z.object({
  images: z.array(z.object({ path: z.string(), set: SampleImage.shape.set, labelName: z.string().nullish() })),
});

/** The pictures shipped with Telltale: what there is to try, and what a load run sends. */
export function openSampleImages(imagesDir: string) {
  const { images } = Index.parse(JSON.parse(readFileSync(join(imagesDir, 'index.json'), 'utf8')));
  return {
    list: (): SampleImage[] => images.map(({ path, set, labelName }) => ({ path, set, label: labelName ?? null })),
    /**
     * Absolute paths of one set, shuffled the same way every time: the folders are sorted by class, and many pictures of
     * one class in a row are not what the model was made on; a drift detector would rightly say so.
     */
    files(set: ImageSet): string[] {
      const ofSet = images.filter((image) => image.set === set);
      return Array.from(seededOrder(ofSet.length, 0), (i) => join(imagesDir, ofSet[i]!.path));
    },
  };
}
