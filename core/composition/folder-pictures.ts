import { readdirSync, statSync } from 'node:fs';
import { extname, isAbsolute, join } from 'node:path';
import { CodedError, reasonOf } from '../shared/index.ts';

const kinds = new Set(['.jpg', '.jpeg', '.png', '.webp']);
/** Enough for any set a person sends by hand, and a bound for a folder that turns out to be a whole disk. */
const MOST_PICTURES = 20_000;
const MOST_ENTRIES = 200_000;

/**
 * Absolute paths of the pictures in a folder of the user's and in the folders in it, sorted by path. Links to folders
 * are not followed. Throws `folder_unusable` when it cannot be read, holds no picture, or far too many.
 */
export function folderPictures(folder: string): string[] {
  const refuse = (reason: string, cause?: unknown) => new CodedError('folder_unusable', { folder, reason }, { cause });
  if (!isAbsolute(folder)) throw refuse('the path must start at the root of the disk');
  const pictures: string[] = [];
  const waiting = [folder];
  let seen = 0;
  try {
    if (!statSync(folder).isDirectory()) throw refuse('it is not a folder');
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const entry of readdirSync(at, { withFileTypes: true })) {
        const path = join(at, entry.name);
        if (entry.isDirectory()) waiting.push(path);
        else if (kinds.has(extname(entry.name).toLowerCase())) pictures.push(path);
        if (++seen > MOST_ENTRIES || pictures.length > MOST_PICTURES)
          throw refuse(`it holds more than ${MOST_PICTURES} pictures or ${MOST_ENTRIES} files`);
      }
    }
  } catch (error) {
    throw error instanceof CodedError ? error : refuse(reasonOf(error), error);
  }
  if (pictures.length === 0) throw refuse('there is no .jpg, .jpeg, .png or .webp in it');
  return pictures.sort();
}
