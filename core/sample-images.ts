import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type LoadPlan, SampleImage } from './shared/index.ts';

/** The folder's `index.json`; it says more of each picture than we need. */
const Index = z.object({
  images: z.array(z.object({ path: z.string(), set: SampleImage.shape.set, labelName: z.string().nullish() })),
});

/** The pictures shipped with Telltale: what there is to try, and what a load run sends. */
export function openSampleImages(imagesDir: string) {
  const { images } = Index.parse(JSON.parse(readFileSync(join(imagesDir, 'index.json'), 'utf8')));
  return {
    list: (): SampleImage[] => images.map(({ path, set, labelName }) => ({ path, set, label: labelName ?? null })),
    /** Absolute paths of one set. */
    files: (set: LoadPlan['images']): string[] =>
      images.filter((image) => image.set === set).map((image) => join(imagesDir, image.path)),
  };
}
