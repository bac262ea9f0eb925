import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openSampleImages } from './sample-images.ts';

const images = openSampleImages(fileURLToPath(new URL('../../assets/images', import.meta.url)));

it('the pictures of a set come shuffled, the same way every time: neighbours are of many classes', () => {
  const files = images.files('evaluation');
  expect(files).toEqual(images.files('evaluation'));
  expect(new Set(files).size).toBe(files.length);
  const classOf = (file: string) => /class_\d+/.exec(file)![0];
  for (let i = 0; i + 10 <= files.length; i++) {
    expect(new Set(files.slice(i, i + 10).map(classOf)).size).toBeGreaterThanOrEqual(4);
  }
});
