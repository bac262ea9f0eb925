import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createThumbnails } from './thumbnails.ts';
import { THUMBNAIL_SIDE } from './worker-messages.ts';

const orange = () => Uint8Array.from({ length: THUMBNAIL_SIDE * THUMBNAIL_SIDE * 3 }, (_, i) => [230, 120, 20][i % 3]!);

describe('thumbnails', () => {
  it('are asked for at most a dozen times a second under load', () => {
    let nowMs = 5_000;
    const thumbnails = createThumbnails(() => nowMs);
    const askedWithin = (ms: number) => {
      let asked = 0;
      for (const endMs = nowMs + ms; nowMs < endMs; nowMs += 2) if (thumbnails.isDue()) asked++;
      return asked;
    };
    askedWithin(5_000); // spends what was saved up
    expect(askedWithin(10_000)).toBeCloseTo(120, -1);
  });

  it('are asked for every picture of a handful that comes at once', () => {
    const thumbnails = createThumbnails(() => 5_000);
    expect(Array.from({ length: 25 }, () => thumbnails.isDue()).filter(Boolean)).toHaveLength(24);
  });

  it('come as a JPEG of the picture', async () => {
    const thumbnails = createThumbnails();
    thumbnails.keep('a', orange());
    const jpeg = await thumbnails.jpegOf('a');
    const { data, info } = await sharp(jpeg!).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE });
    expect(Math.abs(data[0]! - 230)).toBeLessThan(6);
    await expect(thumbnails.jpegOf('b')).resolves.toBeNull();
  });

  it('are kept for the last two hundred pictures', async () => {
    const thumbnails = createThumbnails();
    for (let i = 0; i < 201; i++) thumbnails.keep(`p${i}`, orange());
    await expect(thumbnails.jpegOf('p0')).resolves.toBeNull();
    await expect(thumbnails.jpegOf('p1')).resolves.not.toBeNull();
  });
});
