import type { ModelManifest } from '../models/index.ts';

/**
 * Returns what writes 8-bit RGB pixels into a float32 tensor of layout NCHW, each value as (v / scale - mean) / std of
 * its channel. There are only 256 values, so they are worked out once, in the float32 steps torchvision takes
 * (`ToTensor` divides, `Normalize` subtracts and divides), and looked up.
 */
export function createPixelWriter({ scale, mean, std }: ModelManifest['input']) {
  const tableOf = (channel: 0 | 1 | 2) =>
    Float32Array.from({ length: 256 }, (_, value) => {
      const centred = Math.fround(Math.fround(value / scale) - Math.fround(mean[channel]));
      return centred / Math.fround(std[channel]);
    });
  const red = tableOf(0);
  const green = tableOf(1);
  const blue = tableOf(2);

  return (pixels: Uint8Array, tensor: Float32Array): void => {
    const plane = tensor.length / 3;
    for (let i = 0, at = 0; i < plane; i++, at += 3) {
      tensor[i] = red[pixels[at]!]!;
      tensor[i + plane] = green[pixels[at + 1]!]!;
      tensor[i + 2 * plane] = blue[pixels[at + 2]!]!;
    }
  };
}
