import { reasonOf, TryItReply } from '../../core/shared/index.ts';
import type { z } from 'zod';
import { ApiError, fetchJson } from './call.ts';

export type TryItReply = z.infer<typeof TryItReply>;

/** What the service takes as the body itself. */
const pictureTypes = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** A type is guessed from a file's name and proves nothing: where it is none of ours, the service looks at the bytes. */
const contentType = ({ type }: Blob): string => (pictureTypes.has(type) ? type : 'image/jpeg');

/** Sends a picture's bytes to the service, by way of the monitor. Gives the class, every probability and the time taken. */
export async function predictPicture(
  picture: Blob,
  signal?: AbortSignal,
): Promise<{ reply: TryItReply; roundTripMs: number }> {
  const startedMs = performance.now();
  const json = await fetchJson('/api/console/predict', {
    method: 'POST',
    body: picture,
    headers: { 'content-type': contentType(picture) },
    signal: signal ?? null,
  });
  const roundTripMs = performance.now() - startedMs;
  const parsed = TryItReply.safeParse(json);
  if (parsed.success) return { reply: parsed.data, roundTripMs };
  throw new ApiError('unexpected_reply', `The prediction is not as expected: ${reasonOf(parsed.error)}`, 200);
}
