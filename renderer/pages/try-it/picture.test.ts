import { expect, it } from 'vitest';
import { firstPicture, interleave, sampleUrl, sizeText } from './picture.ts';

it('samples take turns between the classes', () => {
  const image = (path: string, label: string) => ({ path, label, set: 'evaluation' as const });
  const images = [image('a1', 'A'), image('a2', 'A'), image('b1', 'B'), image('c1', 'C'), image('c2', 'C')];
  expect(interleave(images).map(({ path }) => path)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2']);
});

it('the address of a sample survives any file name', () => {
  expect(sampleUrl('evaluation/a b#1.jpeg')).toBe('/images/evaluation/a%20b%231.jpeg');
});

it('of several files dropped at once the first is taken', () => {
  expect(firstPicture([new File(['1'], 'one.png'), new File(['2'], 'two.png')])?.name).toBe('one.png');
  expect(firstPicture([])).toBeNull();
  expect(firstPicture(null)).toBeNull();
});

it.each([
  { bytes: 300, text: '1 KB' },
  { bytes: 48_200, text: '48 KB' },
  { bytes: 1_240_000, text: '1.2 MB' },
])('$bytes bytes are $text', ({ bytes, text }) => {
  expect(sizeText(bytes)).toBe(text);
});
