import { PictureFeatures, reasonOf } from '../../core/shared/index.ts';
import { ApiError, fetchJson, toApiError } from './call.ts';

/** What the model gives for a picture, without a prediction being counted. */
export async function pictureFeatures(picture: Blob, signal: AbortSignal): Promise<PictureFeatures> {
  const json = await fetchJson('/api/console/drift/features', {
    method: 'POST',
    body: picture,
    headers: { 'content-type': 'application/octet-stream' },
    signal,
  });
  const parsed = PictureFeatures.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ApiError('unexpected_reply', `The features are not as expected: ${reasonOf(parsed.error)}`, 200);
}

/** A file that the monitor serves, such as a shipped picture or the model's reference rows. */
export async function fetchFile(url: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(url, { credentials: 'same-origin', signal });
  if (!response.ok) throw toApiError(response.status, await response.text());
  return response.blob();
}
