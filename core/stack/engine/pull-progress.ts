import { z } from 'zod';

/** How far a pull is. Bytes count compressed layers as they travel; the total grows as the registry names layers. */
export interface PullProgress {
  layers: number;
  layersDone: number;
  bytes: number;
  totalBytes: number;
}

/** One line of the stream that POST /images/create answers. */
export const PullMessage = z.looseObject({
  id: z.string().optional(),
  status: z.string().optional(),
  error: z.string().optional(),
  progressDetail: z.looseObject({ current: z.number().optional(), total: z.number().optional() }).optional(),
});
export type PullMessage = z.infer<typeof PullMessage>;

interface Layer {
  bytes: number;
  totalBytes: number;
  done: boolean;
}

const isLayer =
  /^(Pulling fs layer|Waiting|Downloading|Verifying Checksum|Download complete|Extracting|Pull complete|Already exists)$/;

/** Adds up the messages of one pull. */
export function createPullMeter(): (message: PullMessage) => PullProgress {
  const layers = new Map<string, Layer>();
  return ({ id, status = '', progressDetail }) => {
    if (id !== undefined && isLayer.test(status)) {
      const layer = layers.get(id) ?? { bytes: 0, totalBytes: 0, done: false };
      if (status === 'Downloading') {
        layer.totalBytes = Math.max(layer.totalBytes, progressDetail?.total ?? 0);
        layer.bytes = progressDetail?.current ?? layer.bytes;
      } else if (/^(Verifying Checksum|Download complete|Extracting|Pull complete)$/.test(status)) {
        layer.bytes = layer.totalBytes;
      }
      if (status === 'Pull complete' || status === 'Already exists') layer.done = true;
      layers.set(id, layer);
    }
    const all = [...layers.values()];
    return {
      layers: all.length,
      layersDone: all.filter(({ done }) => done).length,
      bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
      totalBytes: all.reduce((sum, { totalBytes }) => sum + totalBytes, 0),
    };
  };
}
