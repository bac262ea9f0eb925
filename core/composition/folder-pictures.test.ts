import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderPictures } from './folder-pictures.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'telltale-folder-'));
  mkdirSync(join(folder, 'soup'));
  mkdirSync(join(folder, 'empty'));
  for (const name of ['b.PNG', 'a.jpg', 'notes.txt', 'soup/c.webp']) writeFileSync(join(folder, name), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a folder of pictures', () => {
  it('lists those in it and in the folders in it, and nothing else', () => {
    expect(folderPictures(folder)).toEqual(['a.jpg', 'b.PNG', 'soup/c.webp'].map((name) => join(folder, name)));
  });

  it.each([
    ['a relative path', () => 'pictures', 'root of the disk'],
    ['a folder that is not there', () => join(folder, 'gone'), 'ENOENT'],
    ['a file', () => join(folder, 'a.jpg'), 'not a folder'],
    ['a folder without pictures', () => join(folder, 'empty'), 'there is no .jpg'],
  ])('is refused as %s', (_what, path, reason) => {
    expect(() => folderPictures(path())).toThrow(reason);
    expect(() => folderPictures(path())).toThrow(expect.objectContaining({ code: 'folder_unusable' }));
  });
});
