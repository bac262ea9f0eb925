import { readFile } from 'node:fs/promises';
import { CodedError, reasonOf } from '../shared/index.ts';

/**
 * Reads the pictures of a run and encodes each once as the JSON body `{"image": "<base64>"}`, in the order given. A
 * picture named twice is kept once. Throws `bad_request` with the path of a picture that cannot be read.
 */
export async function readBodies(imageFiles: readonly string[]): Promise<Buffer[]> {
  const encoded = new Map<string, Buffer>();
  for (const path of new Set(imageFiles)) encoded.set(path, encodeBody(await readPicture(path)));
  return imageFiles.map((path) => encoded.get(path)!);
}

export const encodeBody = (picture: Buffer): Buffer =>
  Buffer.from(`{"image":"${picture.toString('base64')}"}`, 'latin1');

async function readPicture(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    const reason = `The picture ${path} cannot be read (${reasonOf(cause)}). Choose another set of pictures for this run.`;
    throw new CodedError('bad_request', { reason }, { cause });
  }
}
