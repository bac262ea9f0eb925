import * as fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { resizeBilinear } from './bilinear-resize.ts';
import { decodeImage } from './decode-image.ts';
import { createPixelWriter } from './pixels-to-tensor.ts';
import { goldenFile, readGolden } from './testdata/golden.ts';
import { tinyManifest } from './testdata/tiny-model.ts';

const plainly = { maxPixels: 50_000_000, exifOrientation: false };

function largestDifference(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0);
}

describe('pixels against PIL and torchvision', async () => {
  it.each(await readGolden())('are the same to the bit: $note', async ({ file, width, height, resized }) => {
    const image = await decodeImage(await goldenFile(file), plainly);
    expect([image.width, image.height]).toEqual([width, height]);
    const expected = await sharp(await goldenFile(resized))
      .raw()
      .toBuffer();
    expect(largestDifference(resizeBilinear(image, 224, 224).data, expected)).toBe(0);
  });
});

describe('resizing', () => {
  it('keeps a plain colour plain, whatever the sizes', () => {
    const size = fc.integer({ min: 1, max: 90 });
    const level = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(size, size, size, size, level, (width, height, toWidth, toHeight, value) => {
        const data = new Uint8Array(width * height * 3).fill(value);
        const { data: resized } = resizeBilinear({ data, width, height }, toWidth, toHeight);
        expect(resized).toEqual(new Uint8Array(toWidth * toHeight * 3).fill(value));
      }),
    );
  });

  it('gives back what it was given when the size is right already, as a copy', () => {
    const data = Uint8Array.from({ length: 5 * 4 * 3 }, (_, i) => i * 4);
    const same = resizeBilinear({ data, width: 5, height: 4 }, 5, 4).data;
    expect(same).toEqual(data);
    expect(same).not.toBe(data);
  });
});

describe('decoding', () => {
  const gradient = sharp(Buffer.from(Array.from({ length: 40 * 30 * 3 }, (_, i) => i % 256)), {
    raw: { width: 40, height: 30, channels: 3 },
  });

  it('spreads a palette and 16-bit samples to 8-bit RGB', async () => {
    const eight = await decodeImage(await gradient.clone().png().toBuffer(), plainly);
    const sixteen = await gradient.clone().toColourspace('rgb16').png().toBuffer();
    expect((await sharp(sixteen).metadata()).depth).toBe('ushort');
    expect((await decodeImage(sixteen, plainly)).data).toEqual(eight.data);
    const palette = await decodeImage(await gradient.clone().png({ palette: true }).toBuffer(), plainly);
    expect(palette.data.length).toBe(40 * 30 * 3);
  });

  it('turns a picture as its EXIF header asks only when told to', async () => {
    const turned = await gradient.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await decodeImage(turned, plainly)).toMatchObject({ width: 40, height: 30 });
    expect(await decodeImage(turned, { ...plainly, exifOrientation: true })).toMatchObject({ width: 30, height: 40 });
  });

  it('refuses too many pixels from the header alone', async () => {
    const whole = await gradient.clone().png().toBuffer();
    const headerOnly = whole.subarray(0, 64);
    await expect(decodeImage(headerOnly, { ...plainly, maxPixels: 1199 })).rejects.toMatchObject({
      code: 'image_too_large',
      detail: { pixels: 1200, limit: 1199 },
    });
    await expect(decodeImage(whole, { ...plainly, maxPixels: 1200 })).resolves.toMatchObject({ width: 40 });
  });

  it('refuses a side that no JPEG could have', async () => {
    const tall = await sharp({ create: { width: 1, height: 70_000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    await expect(decodeImage(tall, plainly)).rejects.toThrow(/a side of 70000 pixels; 65535 is the longest allowed/);
  });

  const startOf = async (file: string) => (await goldenFile(file)).subarray(0, 4000);

  it.each([
    { what: 'no bytes', bytes: () => Buffer.alloc(0) },
    { what: 'text', bytes: () => Buffer.from('hello, world') },
    { what: 'an SVG, which is no photo', bytes: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
    { what: 'a JPEG of which only the start arrived', bytes: () => startOf('wide.jpeg') },
    { what: 'a PNG of which only the start arrived', bytes: () => startOf('alpha.png') },
    { what: 'a WebP of which only the start arrived', bytes: () => startOf('soup.webp') },
    { what: 'nothing after a JPEG mark', bytes: () => Buffer.from([0xff, 0xd8, 0xff]) },
  ])('calls $what not an image', async ({ bytes }) => {
    await expect(decodeImage(await bytes(), plainly)).rejects.toMatchObject({ code: 'not_an_image' });
  });
});

describe('the tensor', () => {
  it('holds each channel in a plane of its own, scaled and normalised', () => {
    const write = createPixelWriter({ ...tinyManifest.input, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] });
    const tensor = new Float32Array(6);
    write(Uint8Array.of(0, 128, 255, 10, 20, 30), tensor);
    const expected = [
      [0, 0.485, 0.229],
      [10, 0.485, 0.229],
      [128, 0.456, 0.224],
      [20, 0.456, 0.224],
      [255, 0.406, 0.225],
      [30, 0.406, 0.225],
    ];
    expected.forEach(([value, mean, std], i) => expect(tensor[i]).toBeCloseTo((value! / 255 - mean!) / std!, 5));
  });
});
