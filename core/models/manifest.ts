import { z } from 'zod';

const threeChannels = z.tuple([z.number(), z.number(), z.number()]);

/** A path inside the package folder: relative, with forward slashes, never leading out of it. */
const packagePath = z
  .string()
  .min(1)
  .refine((path) => !/^([a-zA-Z]:|[\\/])/.test(path) && !path.split(/[\\/]/).includes('..'), {
    message: 'must be a path inside the model folder',
  });

/**
 * `model.json`: everything the service must know of a model that the ONNX file does not say. Our own format, so
 * strict: an unknown key is a typo.
 *
 * A pixel value v of channel c reaches the network as (v / scale - mean[c]) / std[c].
 */
export const ModelManifest = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be lower-case letters, digits, dots, dashes or underscores'),
  version: z.string().min(1),
  title: z.string().min(1),
  description: z.string(),
  task: z.literal('image-classification'),
  file: packagePath,
  license: z.string().min(1),
  input: z.strictObject({
    name: z.string().min(1),
    width: z.int().min(1).max(4096),
    height: z.int().min(1).max(4096),
    channels: z.literal('RGB'),
    layout: z.literal('NCHW'),
    resize: z.literal('bilinear-antialias'),
    scale: z.number().positive(),
    mean: threeChannels,
    std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
    /** Turn the picture as its EXIF header asks; off where the training did not (PIL and torchvision do not). */
    exifOrientation: z.boolean(),
  }),
  outputs: z.strictObject({ logits: z.string().min(1), features: z.string().min(1) }),
  labels: z
    .array(z.string().min(1))
    .min(2)
    .refine((labels) => new Set(labels).size === labels.length, { message: 'must not name a class twice' }),
  reference: z.strictObject({
    features: packagePath,
    rows: z.int().positive(),
    /** What the model says of each row: probabilities in label order. Drift in what it predicts is told by them. */
    probabilities: packagePath.optional(),
    /** The rows' pictures: one JPEG, PNG or WebP of squares `side` pixels wide, `columns` to a line, row after row. */
    pictures: z
      .strictObject({ file: packagePath, side: z.int().min(16).max(256), columns: z.int().min(1).max(1024) })
      .optional(),
  }),
});
export type ModelManifest = z.infer<typeof ModelManifest>;
