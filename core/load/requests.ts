import { readFile } from 'node:fs/promises';
import { CodedError, type LoadPayload, type LoadTask, reasonOf, unreachable } from '../shared/index.ts';

/** A request as it leaves: everything that can be known beforehand is, so that sending costs little. */
export interface PreparedRequest {
  method: string;
  path: string;
  body: Buffer | null;
}

/** One part of a plan's mix with all its requests, as listed. */
export interface PreparedPart {
  weight: number;
  requests: readonly PreparedRequest[];
}

/** All the pictures of a run are held in memory: reading them while they are sent would be measured as latency. */
export const MAX_PICTURE_BYTES = 512_000_000;

/** What decodes neither as base64 nor as a picture; the words are the tutorial's. */
const UNDECODABLE = Buffer.from('{"image":"bad data"}');
const EMPTY = Buffer.from('{}');

/**
 * Reads the pictures of a task and prepares its requests; a picture named twice is read and kept once. Throws
 * `bad_request` with the path of a picture that cannot be read, or when there are more than memory should hold.
 */
export async function prepareRequests({ plan, imageFiles }: LoadTask): Promise<PreparedPart[]> {
  const { target } = plan;
  const url = target.kind === 'url' ? new URL(target.url) : null;
  const path = target.kind === 'url' ? url!.pathname + url!.search : target.path;
  const method = target.kind === 'url' ? target.method : 'POST';
  const read = pictureReader();
  const toRequest = (body: Buffer): PreparedRequest => ({ method, path, body: method === 'GET' ? null : body });
  const parts: PreparedPart[] = [];
  for (const [part, { weight, payload }] of plan.mix.entries()) {
    const bodies = await bodiesOf(payload, imageFiles[part] ?? [], read);
    parts.push({ weight, requests: bodies === null ? [healthCheck] : bodies.map(toRequest) });
  }
  return parts;
}

const healthCheck: PreparedRequest = { method: 'GET', path: '/health', body: null };

async function bodiesOf(
  payload: LoadPayload,
  files: readonly string[],
  read: (path: string) => Promise<Buffer>,
): Promise<Buffer[] | null> {
  switch (payload.kind) {
    case 'images':
    case 'folder':
      if (files.length === 0) throw new CodedError('bad_request', { reason: 'There is no picture to send.' });
      return readAll(files, read);
    case 'empty':
      return [EMPTY];
    case 'undecodable':
      return [UNDECODABLE];
    case 'health':
      return null;
    default:
      return unreachable(payload);
  }
}

/** One after the other: thousands at once would be more files than a process may have open. */
async function readAll(files: readonly string[], read: (path: string) => Promise<Buffer>): Promise<Buffer[]> {
  const bodies: Buffer[] = [];
  for (const file of files) bodies.push(await read(file));
  return bodies;
}

export const encodePicture = (picture: Buffer): Buffer =>
  Buffer.from(`{"image":"${picture.toString('base64')}"}`, 'latin1');

function pictureReader(): (path: string) => Promise<Buffer> {
  const encoded = new Map<string, Buffer>();
  let bytes = 0;
  return async (path) => {
    const known = encoded.get(path);
    if (known) return known;
    const picture = await readFile(path).catch((cause: unknown) => {
      const reason = `The picture ${path} cannot be read (${reasonOf(cause)}). Choose another set of pictures for this run.`;
      throw new CodedError('bad_request', { reason }, { cause });
    });
    bytes += picture.length;
    if (bytes > MAX_PICTURE_BYTES) {
      const reason = `The pictures of this run are larger than ${MAX_PICTURE_BYTES / 1e6} MB together. Choose a folder with fewer.`;
      throw new CodedError('bad_request', { reason });
    }
    const body = encodePicture(picture);
    encoded.set(path, body);
    return body;
  };
}
