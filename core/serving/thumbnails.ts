import sharp from 'sharp';
import { THUMBNAIL_SIDE } from './worker-messages.ts';

const KEPT = 200;
const PER_SECOND = 12;
/** What a quiet moment saves up: pictures that arrive close together all get theirs until it is spent. */
const AT_ONCE = 24;
const JPEG_QUALITY = 80;

/**
 * Small copies of the latest pictures. Raw RGB is kept and turned into a JPEG only when somebody looks; under load just
 * a dozen a second are made (a token bucket), so that throughput is not touched.
 */
export function createThumbnails(now: () => number = Date.now) {
  const byId = new Map<string, Uint8Array>();
  let saved = AT_ONCE;
  let lastMs = now();

  return {
    /** Whether the picture that is about to be sent to a worker should bring a thumbnail back. */
    isDue(): boolean {
      const nowMs = now();
      saved = Math.min(AT_ONCE, saved + ((nowMs - lastMs) / 1000) * PER_SECOND);
      lastMs = nowMs;
      if (saved < 1) return false;
      saved -= 1;
      return true;
    },

    keep(id: string, rgb: Uint8Array): void {
      byId.set(id, rgb);
      if (byId.size > KEPT) byId.delete(byId.keys().next().value!);
    },

    has: (id: string): boolean => byId.has(id),

    /** The JPEG, or null when there is none or no more. */
    async jpegOf(id: string): Promise<Buffer | null> {
      const rgb = byId.get(id);
      if (rgb === undefined) return null;
      const raw = { width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, channels: 3 } as const;
      return sharp(rgb, { raw }).jpeg({ quality: JPEG_QUALITY }).toBuffer();
    },
  };
}

export type Thumbnails = ReturnType<typeof createThumbnails>;
