import sharp from 'sharp';
import { CodedError, reasonOf } from '../shared/index.ts';
import type { RgbImage } from './bilinear-resize.ts';

export interface DecodeOptions {
  /** Width times height at most; checked from the header, before a pixel is decoded. */
  maxPixels: number;
  exifOrientation: boolean;
}

/** No JPEG is longer; a PNG of a million by one pixel would pass the pixel limit and still take seconds to resize. */
const LONGEST_SIDE = 65_535;

/**
 * Decodes a JPEG, PNG or WebP to 8-bit RGB as PIL's `Image.open(...).convert('RGB')` does: colour profiles and gamma
 * are ignored, alpha is dropped without blending, palettes and greyscale are spread to three channels, 16-bit samples
 * keep their high byte. (PIL clips 16-bit *greyscale* at 255 instead, which leaves nearly all of it white; that one
 * is not followed.)
 *
 * Throws `not_an_image` and `image_too_large`.
 */
export async function decodeImage(bytes: Uint8Array, options: DecodeOptions): Promise<RgbImage> {
  const format = formatOf(bytes);
  if (format === null) throw new CodedError('not_an_image', { reason: 'they begin like no JPEG, PNG or WebP' });
  const input = { limitInputPixels: options.maxPixels, ignoreIcc: true, failOn: 'error' } as const;
  const cmyk = format === 'jpeg' && hasFourComponents(bytes);
  try {
    let pipeline = sharp(bytes, input);
    if (options.exifOrientation) pipeline = pipeline.autoOrient();
    pipeline = cmyk
      ? pipeline.pipelineColourspace('cmyk').toColourspace('cmyk')
      : pipeline.removeAlpha().toColourspace('srgb');
    const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    const image = { data, width: info.width, height: info.height };
    const side = Math.max(info.width, info.height);
    if (side > LONGEST_SIDE) {
      throw new CodedError('not_an_image', {
        reason: `a side of ${side} pixels; ${LONGEST_SIDE} is the longest allowed`,
      });
    }
    return cmyk ? cmykToRgb(image) : image;
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw await explain(error, bytes, options.maxPixels);
  }
}

async function explain(error: unknown, bytes: Uint8Array, limit: number): Promise<CodedError> {
  const pixels = await pixelsOf(bytes);
  if (pixels > limit) return new CodedError('image_too_large', { pixels, limit }, { cause: error });
  const reason = reasonOf(error).split('\n', 1)[0]!.trim();
  return new CodedError('not_an_image', { reason }, { cause: error });
}

/** What the header promises; 0 when there is no header to read. */
async function pixelsOf(bytes: Uint8Array): Promise<number> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return width * height;
  } catch {
    return 0;
  }
}

/** By the first bytes, not by what the sender says. Also keeps sharp's other, rarer decoders out of reach. */
function formatOf(bytes: Uint8Array): 'jpeg' | 'png' | 'webp' | null {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (start.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg';
  if (start.startsWith('\u0089PNG\r\n\u001a\n')) return 'png';
  return start.startsWith('RIFF') && start.startsWith('WEBP', 8) ? 'webp' : null;
}

/** Whether a JPEG's start-of-frame segment announces four components: CMYK, or YCCK which libjpeg turns into CMYK. */
function hasFourComponents(bytes: Uint8Array): boolean {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return bytes[at + 9] === 4;
    // 0xff may be repeated as padding before a marker.
    at += marker === 0xff ? 1 : 2 + (bytes[at + 2]! << 8) + bytes[at + 3]!;
  }
  return false;
}

/** The plain conversion PIL makes, without a colour profile: each ink darkens what black has left, rounded in 8 bits. */
function cmykToRgb({ data, width, height }: RgbImage): RgbImage {
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4) {
    const light = 255 - data[from + 3]!;
    for (let ink = 0; ink < 3; ink++) {
      const product = data[from + ink]! * light + 128;
      rgb[to++] = Math.max(0, light - (((product >> 8) + product) >> 8));
    }
  }
  return { data: rgb, width, height };
}
