import { z } from 'zod';

/** The largest picture the page may ask Electron to save. */
const mostPngBytes = 64 * 1024 * 1024;
const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A picture to save where the person says, and what to call it when they do not care. */
export const SaveImage = z.strictObject({
  suggestedName: z.string().min(1).max(200),
  png: z
    .instanceof(Uint8Array)
    .refine((bytes) => bytes.byteLength <= mostPngBytes, 'the picture is larger than 64 MiB')
    .refine((bytes) => pngSignature.every((byte, i) => bytes[i] === byte), 'the bytes are no PNG'),
});
export type SaveImage = z.infer<typeof SaveImage>;

/** A notification of the operating system; clicking it brings the window to the front. */
export const Notice = z.strictObject({ title: z.string().min(1).max(120), body: z.string().max(500) });
export type Notice = z.infer<typeof Notice>;

/**
 * What Electron's window adds to the page as `window.telltale`: only what a browser cannot do. In a browser it is
 * undefined, and the page saves by download and notifies by itself.
 */
export interface ShellBridge {
  /** Resolves with whether the person saved it; rejects when the bytes are no PNG or cannot be written. */
  saveImage(image: SaveImage): Promise<'saved' | 'cancelled'>;
  notify(notice: Notice): Promise<void>;
}
