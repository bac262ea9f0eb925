import { type Canvas as NodeCanvas, createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { type Canvas, type ChartTheme, chartTheme, type ThemeName } from '../drawing/index.ts';

/** The name our fonts are registered under: never taken for one of the machine's own. */
const family = 'Telltale Sans';

/** Registers the fonts that come with Telltale. Throws when one of the files is none. */
export function useFonts(files: readonly string[]): void {
  for (const file of files) {
    if (!GlobalFonts.registerFromPath(file, family)) throw new Error(`The font ${file} cannot be read.`);
  }
}

/** A canvas that needs no page; it draws as a page's does, and is used as one. */
export const nodeCanvas = (width: number, height: number): Canvas => createCanvas(width, height) as unknown as Canvas;

export const toPng = (canvas: Canvas): Promise<Buffer> => (canvas as unknown as NodeCanvas).encode('png');

/** The colours of the page with the fonts registered here; letters they lack come from the machine's. */
export const nodeTheme = (name: ThemeName): ChartTheme => ({
  ...chartTheme(name),
  font: `'${family}', 'Noto Sans', sans-serif`,
});
