import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Pictures, what PIL and torchvision make of them at 224x224, and what torch says of that: written beside the model. */
const Golden = z.object({
  images: z.array(
    z.object({
      file: z.string(),
      note: z.string(),
      width: z.number(),
      height: z.number(),
      resized: z.string(),
      topIndex: z.number(),
      topLabel: z.string(),
      probability: z.number(),
      logits: z.array(z.number()),
    }),
  ),
});

export const food11Dir = fileURLToPath(new URL('../../../assets/models/food11', import.meta.url));
export const goldenFile = (name: string): Promise<Buffer> => readFile(`${food11Dir}/testdata/${name}`);

export async function readGolden(): Promise<z.infer<typeof Golden>['images']> {
  return Golden.parse(JSON.parse((await goldenFile('golden.json')).toString('utf8'))).images;
}
