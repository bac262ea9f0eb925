import { readFileSync, writeFileSync } from 'node:fs';
import type { BrowserWindow, Rectangle } from 'electron';
import { z } from 'zod';

const pixels = z.number().int().min(-100_000).max(100_000);
const Saved = z.object({
  x: pixels,
  y: pixels,
  width: pixels.min(480),
  height: pixels.min(360),
  maximized: z.boolean(),
});
export type SavedBounds = z.infer<typeof Saved>;

/** Where the window was last time, or null: the first time, or the file is no longer what we wrote. */
export function readBounds(file: string): SavedBounds | null {
  try {
    return Saved.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Enough of the title bar on some screen that it can be dragged: a screen may be gone since last time. */
export const isReachable = (bounds: Rectangle, screens: readonly Rectangle[]): boolean =>
  screens.some(
    (screen) =>
      Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x) >= 100 &&
      bounds.y >= screen.y &&
      bounds.y <= screen.y + screen.height - 40,
  );

/** Writes the window's place when it closes; what cannot be written is forgotten. */
export function rememberBounds(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    const bounds = { ...window.getNormalBounds(), maximized: window.isMaximized() } satisfies SavedBounds;
    try {
      writeFileSync(file, JSON.stringify(bounds));
    } catch {
      // A read-only disk is no reason to keep a window open.
    }
  });
}
